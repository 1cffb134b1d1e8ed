import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { getForChange, lostRace, refusingOnRecord, requireAllowed, scopeOf } from "../../guard";
import type { StoredAgent } from "../../store";
import { namesOf } from "../outcome";
import { decisionNotice } from "./decided";
import { decideApproval, type PendingRequest, type Standing } from "./rules";
import { type ApproveOverrideInput, approveOverrideSchema } from "./schema";
import { loadStanding, replaceOverride, settleOverride } from "./standing";
import { decidePending } from "./store";

/**
 * The second person agrees to what was asked (K2): the tier stands from now on, until the day that was asked for.
 * @throws CountersignError `forbidden` for who asked and for who made what is computed fall; `conflict` when it was decided,
 * taken back or overtaken by facts meanwhile
 */
export async function approveOverride(ctx: Context, input: ApproveOverrideInput): Promise<{ version: number }> {
  const { id, version, overrideId } = parseInput(approveOverrideSchema, input);
  return refusingOnRecord(ctx, { verb: "tiers.approve", agentId: id }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id, version });
      requirePermission(ctx, "tiers.approve", scopeOf(agent));
      const found = await loadStanding(tx, agent);
      const standing = found.pending?.id === overrideId ? found : { ...found, pending: null };
      requireAllowed(decideApproval(standing, ctx.actor.id, ctx.now));
      if (standing.pending) await agree(tx, ctx, { agent, standing, pending: standing.pending });
      return { version: version + 1 };
    }),
  );
}

async function agree(
  tx: SqlTx,
  ctx: Context,
  { agent, standing, pending }: { agent: StoredAgent; standing: Standing; pending: PendingRequest },
): Promise<void> {
  const made = { at: ctx.now, byId: ctx.actor.id };
  const release = pending.kind === "release";
  if (!release) await replaceOverride(tx, agent, standing.override, made);
  const decided = release
    ? ({ id: pending.id, state: "ended", endedReason: "released" } as const)
    : ({ id: pending.id, state: "active", computedTier: agent.computedTier ?? pending.computedTier } as const);
  if (!(await decidePending(tx, decided, made))) throw lostRace(agent.name);
  await settleOverride(tx, ctx, agent, release ? { allowFall: true, endsOverride: true } : {});
  await recordEvent(tx, ctx, {
    type: "agent.tier_override_approved",
    targetId: agent.id,
    agentId: agent.id,
    details: {
      ...namesOf(agent),
      overrideId: pending.id,
      kind: pending.kind,
      tier: pending.tier,
      from: agent.tier,
      computed: agent.computedTier,
      until: pending.expiresAt?.toISOString().slice(0, 10) ?? null,
      requestedById: pending.requestedById,
    },
  });
  await decisionNotice(tx, ctx, { agent, pending, agreed: true });
}
