import { classifyTool } from "@/lib/risk";
import { type ToolDescription, toolDescriptionSchema } from "@/lib/risk/schema";
import type { ListedTool } from "./definition";
import type { RatedTool } from "./rules";

/** Whose claims a tool carries: its server's supplier, and where none is named the provider of the agent. In lower case. */
export function claimantOf(supplier: string, provider: string): string {
  return (supplier || provider).toLowerCase();
}

/** What the classifier says of a tool as listed. Hints that are no yes or no are no claims. */
export function ratingOf(server: string, { name, definition }: ListedTool, trusted: boolean) {
  const { title, description, inputSchema, annotations } = definition;
  const described = { server, tool: name, title, description, input_schema: inputSchema };
  const claims = toolDescriptionSchema.shape.annotations.safeParse(annotations);
  const tool: ToolDescription = claims.success ? { ...described, annotations: claims.data } : described;
  const { effect, capabilities, tier, because } = classifyTool(tool, { trustAnnotations: trusted });
  return { effect, capabilities, tier, because } satisfies RatedTool;
}
