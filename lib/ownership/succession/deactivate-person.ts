import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { closeDeparture, openDeparture, type StatusChange } from "@/lib/people";
import { deactivateSchema } from "@/lib/people/schema";
import { passOn } from "./pass-on";
import { isDeadlock } from "./store";

export interface Departure {
  sessionsEnded: number;
  /** Agents that another person answers for now, or the governance queue names somebody for. */
  agents: number;
  /** Of these, how many wait in the governance queue. */
  queued: number;
  /** Open offers to or from the person that nobody can accept any more. */
  offersEnded: number;
}

/**
 * Deactivates a person, passes on everything they answer for and ends every session and open link of theirs, in one
 * transaction (O3, O6): their next request is refused, and at no instant is an agent of theirs without an owner and not in the
 * queue. Locks: departures one at a time, then the person, then their agents by id, then offers. Never the last administrator.
 * @throws CountersignError `forbidden`, `unmet` with the rule's reason, `conflict` after a lost race
 */
export async function deactivatePerson(ctx: Context, input: StatusChange): Promise<Departure> {
  const change = parseInput(deactivateSchema, input);
  try {
    return await depart(ctx, change);
  } catch (error) {
    // A bulk change takes the same agents in another order: the server ended one of the two, and nothing of it was kept.
    if (isDeadlock(error)) return await depart(ctx, change);
    throw error;
  }
}

async function depart(ctx: Context, change: StatusChange): Promise<Departure> {
  return await inSqlTransaction(async (tx) => {
    await openDeparture(tx, ctx, change.personId);
    const passed = await passOn(tx, ctx, change.personId);
    const { sessionsEnded } = await closeDeparture(tx, ctx, { ...change, passed });
    return { sessionsEnded, ...passed };
  });
}
