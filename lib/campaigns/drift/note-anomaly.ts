import { can, requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { askingAbout } from "./rules";
import { type NoteAnomalyInput, noteAnomalySchema } from "./schema";
import { findAgentScope, insertDrift } from "./store";

/**
 * Notes something unusual of an agent, so that a micro-certification asks about it within minutes (C7).
 * @throws CountersignError `not_found`, `forbidden` (recorded), `unmet` when the agent is not in use
 */
export async function noteAnomaly(ctx: Context, input: NoteAnomalyInput): Promise<void> {
  const { agentId, note } = parseInput(noteAnomalySchema, input);
  await refusingOnRecord(ctx, { verb: "campaigns.launch", resource: agentId, agentId }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await findAgentScope(tx, agentId);
      if (!agent || !can(ctx.actor, "agents.read", agent)) throw notFound("agent");
      requirePermission(ctx, "campaigns.launch", { teamId: agent.teamId });
      const asking = askingAbout(agent.status);
      if (!asking.allowed) throw new CountersignError("unmet", asking.reason);
      await insertDrift(tx, { agentId, why: "anomaly" });
      await recordEvent(tx, ctx, { type: "campaign.anomaly_noted", targetId: agentId, agentId, details: { note } });
    }),
  );
}
