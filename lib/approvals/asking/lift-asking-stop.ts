import { z } from "zod";
import { can, rolesFor, type Scope } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { linesField } from "@/lib/fields";
import { parseInput } from "@/lib/parse";
import { reading } from "../store";
import { LIMITS } from "../terms";
import { decideLift } from "./rules";
import { findStop, liftStop, openStops, type StoredStop } from "./store";

const schema = z.strictObject({
  id: z.string().min(1).max(64),
  reason: linesField(LIMITS.textLength).refine((text) => text.length > 0, { error: "Say why." }),
});

/** An agent that may not ask, for the people who can let it again. Instants are ISO 8601. */
export interface AskingStopView {
  id: string;
  agent: { id: string; name: string };
  tier: string;
  pending: number;
  since: string;
  /** Why this reader may not lift it, as a sentence; null: may. */
  mayNot: string | null;
}

/**
 * Lets an agent ask again that was stopped for asking too much (A7).
 * @throws CountersignError `forbidden`, also for the owner alone of an agent of tier high or critical; `conflict` when it was
 * lifted before; `not_found`
 */
export function liftAskingStop(ctx: Context, input: { id: string; reason: string }): Promise<void> {
  const { id, reason } = parseInput(schema, input);
  return refusingOnRecord(ctx, { verb: "asking.lift", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const stop = await requireStop(tx, ctx, id);
      const refusal = refusalOf(ctx, stop);
      if (refusal) throw new CountersignError("forbidden", refusal);
      if (!(await liftStop(tx, { id, byId: ctx.actor.id, reason }))) {
        throw new CountersignError("conflict", "Somebody lets this agent ask again already.");
      }
      const { agentId, name, tier } = stop;
      const details = { stopId: id, tier, name, reason };
      await recordEvent(tx, ctx, { type: "asking.lifted", targetId: agentId, agentId, details });
    }),
  );
}

/** The stops that hold and this person may see, of one agent or of all. */
export async function listAskingStops(ctx: Context, { agentId = null }: { agentId?: string | null } = {}) {
  const stops = await openStops(reading(), agentId);
  return stops.filter((stop) => maySee(ctx, stop)).map((stop) => viewOf(ctx, stop));
}

function viewOf(ctx: Context, stop: StoredStop): AskingStopView {
  const { id, agentId, name, tier, pending, since } = stop;
  const mayNot = refusalOf(ctx, stop);
  return { id, agent: { id: agentId, name }, tier, pending, since: since.toISOString(), mayNot };
}

async function requireStop(tx: SqlTx, ctx: Context, id: string): Promise<StoredStop> {
  const stop = await findStop(tx, id);
  if (!stop || !maySee(ctx, stop)) throw notFound("stop");
  return stop;
}

function maySee(ctx: Context, stop: StoredStop): boolean {
  return can(ctx.actor, "agents.read", scopeOf(stop));
}

function refusalOf(ctx: Context, stop: StoredStop): string | null {
  if (!can(ctx.actor, "asking.lift", scopeOf(stop))) {
    return `This needs the role ${rolesFor("asking.lift").join(" or ")}, for the team or the agent concerned.`;
  }
  const answersForIt = [stop.ownerId, stop.deputyId, stop.sponsorId].includes(ctx.actor.id);
  const decision = decideLift({ tier: stop.tier, answersForIt });
  return decision.allowed ? null : decision.reason;
}

function scopeOf({ teamId, ownerId, deputyId, sponsorId }: StoredStop): Scope {
  return { teamId, ownerId, deputyId, sponsorId };
}
