import type { Verb } from "@/lib/access";
import type { NewEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { takeStep } from "../lifecycle";
import { lockStillStopped, suspendActive } from "./store";

/**
 * Suspends those of these agents that are active, in the caller's transaction (X1). For the kill switch, which asks its own
 * permission: to stop is never refused by the state of a record, so no condition is asked here.
 * @returns the ids of those that were suspended by this, and the event of each: the caller records them in the same
 * transaction, together with its own, for every round trip lets agents go on
 */
export async function stopAgents(
  tx: SqlTx,
  ctx: Context,
  { ids, reason }: { ids: readonly string[]; reason: string },
): Promise<{ stopped: string[]; events: NewEvent[] }> {
  const rows = await suspendActive(tx, ids, { reason, at: ctx.now, byId: ctx.actor.id });
  const events = rows.map(({ id, name, environment }) => ({
    type: "agent.suspended" as const,
    targetId: id,
    agentId: id,
    details: { name, environment, reason },
  }));
  return { stopped: rows.map(({ id }) => id), events };
}

interface Restoring {
  ids: readonly string[];
  stoppedAt: Date;
  reason: string;
  /** The permission that is asked for each of them. */
  verb?: Verb;
}

/**
 * Lets those agents act again that `stopAgents` suspended at `stoppedAt` and that nobody moved since (X2). What resuming asks
 * for is asked again, agent by agent: whose conditions are not met stays suspended.
 * @returns the ids of those that are active again
 */
export async function restoreAgents(
  tx: SqlTx,
  ctx: Context,
  { ids, stoppedAt, reason, verb = "switches.lift" }: Restoring,
): Promise<string[]> {
  const still = await lockStillStopped(tx, ids, stoppedAt);
  const targets = still.map((id) => ({ id }));
  const outcomes = await takeStep(tx, ctx, { move: "resume", verb, reason, targets });
  return outcomes.filter(({ refusal }) => !refusal).map(({ id }) => id);
}
