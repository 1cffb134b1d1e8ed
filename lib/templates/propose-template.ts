import { requirePermission } from "@/lib/access";
import { getAgent } from "@/lib/agents";
import type { AgentDetail } from "@/lib/agents/schema";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { CATALOGUE } from "./catalogue";
import { requireAllowed } from "./load";
import { selectTools } from "./queries";
import { decideProposal } from "./rules";
import { type ProposeTemplateInput, proposeTemplateSchema, type TemplateContent } from "./schema";
import { insertTemplate } from "./store";
import { LIMITS } from "./terms";

/**
 * Proposes an agent that proved itself as a template (V5). It takes over what is stated and what its tools can do; nobody uses
 * it before somebody else approves.
 * @throws CountersignError `not_found`, `forbidden` for who does not answer for the agent, `conflict` when the agent is not
 * active or the name is taken, `unmet` when the agent states neither autonomy nor exposure
 */
export async function proposeTemplate(ctx: Context, input: ProposeTemplateInput): Promise<{ id: string }> {
  return refusingOnRecord(ctx, { verb: "templates.propose", resource: input.agentId }, async () => {
    const { agentId, name, description, mustNot } = parseInput(proposeTemplateSchema, input);
    const agent = await getAgent(ctx, agentId);
    requirePermission(ctx, "templates.propose", {
      teamId: agent.team?.id,
      ownerId: agent.owner?.id,
      deputyId: agent.deputy?.id,
      sponsorId: agent.sponsor?.id,
    });
    requireAllowed(decideProposal(agent));
    const content = contentOf(agent, await selectTools(agentId), mustNot);
    const id = newId("tpl", ctx.now);
    const taken = CATALOGUE.some((shipped) => shipped.name.toLowerCase() === name.toLowerCase());
    await inSqlTransaction(async (tx) => {
      const template = { id, name, description, content, state: "proposed" as const, version: 1 };
      const proposed = { proposedById: ctx.actor.id, proposedAt: ctx.now, approvedById: null, approvedAt: null };
      if (taken || !(await insertTemplate(tx, { ...template, ...proposed }))) {
        const message = "A template of this name exists already.";
        throw new CountersignError("conflict", message, [{ path: "name", message }]);
      }
      await recordEvent(tx, ctx, { type: "template.proposed", targetId: id, agentId, details: { name, agentId } });
    });
    return { id };
  });
}

function contentOf(
  agent: AgentDetail,
  tools: Awaited<ReturnType<typeof selectTools>>,
  mustNot: string[],
): TemplateContent {
  const { kind, purpose, autonomy, exposure, dataRead, dataWritten, privileges } = agent;
  if (!autonomy || !exposure) {
    throw new CountersignError("unmet", "State the agent's autonomy and exposure first: a template settles both.");
  }
  const expected = tools
    .slice(0, LIMITS.tools)
    .map(({ name, capabilities }) => ({ what: name, capabilities, limit: "" }));
  return { kind, purpose, autonomy, exposure, dataRead, dataWritten, privileges, tools: expected, mustNot };
}
