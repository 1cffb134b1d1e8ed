import { classifyTool } from "@/lib/risk";
import { type ToolDescription, toolDescriptionSchema } from "@/lib/risk/schema";
import type { AgentKind } from "../terms";
import type { ListedTool } from "./definition";
import type { RatedTool } from "./rules";

/**
 * Whose claims a tool carries, in lower case: its server's supplier, and where none is named the provider of a record that is
 * itself a server or plugin. Never the provider of an agent's model: who trusts that has said nothing of a stranger's server.
 */
export function claimantOf(supplier: string, agent: { kind: AgentKind; provider: string }): string {
  const own = agent.kind === "mcp_server" || agent.kind === "plugin" ? agent.provider : "";
  return (supplier || own).toLowerCase();
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
