import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { getForChange, lostRace, refusingOnRecord, requireAllowed, scopeOf } from "../../guard";
import type { StoredAgent } from "../../store";
import type { Tier } from "../../terms";
import { namesOf } from "../outcome";
import { decideEnd } from "./rules";
import { type EndOverrideInput, endOverrideSchema } from "./schema";
import { loadStanding, settleOverride } from "./standing";
import { insertOverride } from "./store";
import { RELEASE_WAIT_DAYS } from "./terms";

const DAY_MS = 86_400_000;

/**
 * Goes back to what is computed before the override's time (K2). Ending a lowering takes effect at once; ending a raise is a
 * lowering, and waits until a second person agrees.
 * @returns `waits`: a second person has to agree
 * @throws CountersignError `conflict` without an override, for a held tier, while a request waits, or after a lost race
 */
export async function endOverride(ctx: Context, input: EndOverrideInput): Promise<{ waits: boolean }> {
  const { id, version, reason } = parseInput(endOverrideSchema, input);
  return refusingOnRecord(ctx, { verb: "tiers.override", agentId: id }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id, version });
      requirePermission(ctx, "tiers.override", scopeOf(agent));
      const decision = decideEnd(await loadStanding(tx, agent));
      requireAllowed(decision);
      const waits = decision.consent;
      if (waits) await askRelease(tx, ctx, { agent, tier: agent.computedTier ?? "critical", reason });
      else await settleOverride(tx, ctx, agent, { endsOverride: true });
      return { waits };
    }),
  );
}

async function askRelease(
  tx: SqlTx,
  ctx: Context,
  { agent, tier, reason }: { agent: StoredAgent; tier: Tier; reason: string },
): Promise<void> {
  const id = newId("ovr", ctx.now);
  const expiresAt = new Date(ctx.now.getTime() + RELEASE_WAIT_DAYS * DAY_MS);
  const row = { id, agentId: agent.id, kind: "release", tier, computedTier: tier, reason, state: "pending" } as const;
  const asked = { requestedById: ctx.actor.id, requestedAt: ctx.now, expiresAt, causedByIds: [] };
  if (!(await insertOverride(tx, { ...row, ...asked }))) throw lostRace(agent.name);
  await recordEvent(tx, ctx, {
    type: "agent.tier_override_requested",
    targetId: agent.id,
    agentId: agent.id,
    details: {
      ...namesOf(agent),
      overrideId: id,
      kind: row.kind,
      tier,
      from: agent.tier,
      computed: tier,
      until: null,
      reason,
    },
  });
}
