import { requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { getForChange, lostRace, refusingOnRecord, requireAllowed, scopeOf } from "../../guard";
import type { StoredAgent } from "../../store";
import type { Tier } from "../../terms";
import { namesOf } from "../outcome";
import { agreedTier, higherTier } from "../rules";
import { decideOverride, type Standing } from "./rules";
import { type OverrideTierInput, overrideTierSchema } from "./schema";
import { loadStanding, replaceOverride, settleOverride } from "./standing";
import { decidePending, insertOverride, type NewOverride } from "./store";

const DAY_MS = 86_400_000;

/**
 * Sets the tier instead of what is computed, for a while and with the reason (K2). Raising takes effect at once, whatever the
 * higher tier finds missing; lowering waits until a second person agrees.
 * @returns `waits`: a second person has to agree
 * @throws CountersignError `invalid` for too many days, `conflict` when it is computed already, a request waits, or after a lost race
 */
export async function overrideTier(
  ctx: Context,
  input: OverrideTierInput,
): Promise<{ overrideId: string; waits: boolean }> {
  const { id, version, tier, reason, days } = parseInput(overrideTierSchema, input);
  return refusingOnRecord(ctx, { verb: "tiers.override", agentId: id }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getForChange(tx, ctx, { id, version });
      requirePermission(ctx, "tiers.override", scopeOf(agent));
      const standing = await loadStanding(tx, agent);
      const decision = decideOverride(standing, { tier, days });
      if (!decision.allowed && decision.code === "invalid") {
        throw new CountersignError("invalid", decision.reason, [{ path: "days", message: decision.reason }]);
      }
      requireAllowed(decision);
      const computed = agent.computedTier ?? tier;
      const row: NewOverride = {
        id: newId("ovr", ctx.now),
        agentId: id,
        kind: decision.kind,
        tier,
        computedTier: computed,
        reason,
        state: decision.consent ? "pending" : "active",
        requestedById: ctx.actor.id,
        requestedAt: ctx.now,
        expiresAt: new Date(ctx.now.getTime() + days * DAY_MS),
        causedByIds: [],
      };
      if (decision.consent) await ask(tx, ctx, agent, row);
      else await raise(tx, ctx, { agent, standing, row });
      return { overrideId: row.id, waits: decision.consent };
    }),
  );
}

async function ask(tx: SqlTx, ctx: Context, agent: StoredAgent, row: NewOverride): Promise<void> {
  if (!(await insertOverride(tx, row))) throw lostRace(agent.name);
  await recordEvent(tx, ctx, {
    type: "agent.tier_override_requested",
    targetId: agent.id,
    agentId: agent.id,
    details: { ...detailsOf(agent, row), kind: row.kind },
  });
}

async function raise(
  tx: SqlTx,
  ctx: Context,
  { agent, standing, row }: { agent: StoredAgent; standing: Standing; row: NewOverride },
): Promise<void> {
  const made = { at: ctx.now, byId: ctx.actor.id };
  const { override, pending } = standing;
  await replaceOverride(tx, agent, override, made);
  // What waited asked for less than what is in force from now on: whoever wants it asks anew.
  if (pending) await decidePending(tx, { id: pending.id, state: "withdrawn", endedReason: "superseded" }, made);
  // A raise over a hold must not launder the fall that the hold keeps: it ends in that hold again.
  const computedTier: Tier = override ? higherTier(row.computedTier, agreedTier(override)) : row.computedTier;
  const causedByIds = override ? causersOf(override) : [];
  if (!(await insertOverride(tx, { ...row, computedTier, causedByIds }))) throw lostRace(agent.name);
  await settleOverride(tx, ctx, agent);
  await recordEvent(tx, ctx, {
    type: "agent.tier_overridden",
    targetId: agent.id,
    agentId: agent.id,
    details: detailsOf(agent, row),
  });
}

function causersOf(override: NonNullable<Standing["override"]>): string[] {
  const opened = override.kind === "held" && override.requestedById !== null ? [override.requestedById] : [];
  return [...new Set([...opened, ...override.causedByIds])];
}

function detailsOf(agent: StoredAgent, row: NewOverride) {
  return {
    ...namesOf(agent),
    overrideId: row.id,
    tier: row.tier,
    from: agent.tier,
    computed: agent.computedTier,
    until: row.expiresAt.toISOString().slice(0, 10),
    reason: row.reason,
  };
}
