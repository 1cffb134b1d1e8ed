import { createAgent } from "@/lib/agents";
import type { CreateAgentInput } from "@/lib/agents/schema";
import type { Context } from "@/lib/context";
import { requireAllowed, requireTemplate } from "./load";
import { decideUse, fieldsFrom } from "./rules";

/**
 * Drafts an agent from a template (V5): what the input leaves out comes from the template, and the agent keeps which it was.
 * @throws CountersignError `not_found`, `conflict` when the template waits for approval or is retired, and as `createAgent`
 */
export async function applyTemplate(
  ctx: Context,
  { templateId, ...input }: CreateAgentInput & { templateId: string },
): Promise<{ id: string; version: number }> {
  const template = await requireTemplate(templateId);
  requireAllowed(decideUse(template.state));
  return createAgent(ctx, { ...fieldsFrom(template.content), ...input, templateId });
}
