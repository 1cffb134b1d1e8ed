import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { refuseTakenName } from "./create-agent";
import { getForChange, refusingOnRecord, requireAllowed, scopeOf } from "./guard";
import { decideChange, WEIGHTY } from "./rules";
import { type AgentField, type AgentFields, type EditAgentInput, editAgentSchema } from "./schema";
import type { StoredAgent } from "./store";
import { changeAgents } from "./tier/settle";

/**
 * Changes what is stated about an agent (V1), on the version that the person saw; its tier is computed anew (K4).
 * Fields given with the value they have are no change; when nothing changes, nothing is written.
 * @throws CountersignError `conflict` saying who changed what since, `unmet` when the registration would lose a gate
 */
export async function editAgent(
  ctx: Context,
  input: EditAgentInput,
): Promise<{ version: number; fields: AgentField[] }> {
  const { id, version, changes } = parseInput(editAgentSchema, input);
  let name = { name: changes.name ?? "", environment: "development" as StoredAgent["environment"] };
  return refusingOnRecord(ctx, { verb: "agents.edit", agentId: id }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id, version });
      requirePermission(ctx, "agents.edit", scopeOf(agent));
      name = { name: changes.name ?? agent.name, environment: agent.environment };
      const fields = changedFields(agent, changes);
      if (!fields.length) return { version, fields };
      const edited: StoredAgent = { ...agent, ...changes, updatedById: ctx.actor.id, updatedFields: fields };
      // Whoever states what the tier rests on before activation is who completed the registration.
      if (agent.status === "registered" && fields.some((field) => WEIGHTY.has(field))) {
        edited.registeredById = ctx.actor.id;
      }
      requireAllowed(decideChange(agent.status));
      await changeAgents(tx, ctx, [{ before: agent, after: edited }], "facts");
      await recordEvent(tx, ctx, {
        type: "agent.edited",
        targetId: id,
        agentId: id,
        details: {
          name: edited.name,
          environment: agent.environment,
          fields,
          before: only(agent, fields),
          after: only(edited, fields),
        },
      });
      return { version: version + 1, fields };
    }).catch((error) => refuseTakenName(error, name)),
  );
}

/** The fields of `given` that differ from what the agent has. */
function changedFields(agent: AgentFields, given: Partial<AgentFields>): AgentField[] {
  const fields = Object.keys(given) as AgentField[];
  return fields.filter((field) => JSON.stringify(agent[field]) !== JSON.stringify(given[field]));
}

function only(agent: AgentFields, fields: readonly AgentField[]): Record<string, string | string[] | null> {
  return Object.fromEntries(fields.map((field) => [field, agent[field]]));
}
