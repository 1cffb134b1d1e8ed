import type { RoleGrant } from "@/lib/context";
import type { Ability } from "../schema";

const DAY_MS = 86_400_000;
const refused = (reason: string): Ability => ({ allowed: false, reason });

export interface Period {
  from: Date;
  until: Date;
}

/** Whether two periods share an instant. The end of a period is not in it. */
export function overlaps(a: Period, b: Period): boolean {
  return a.from < b.until && b.from < a.until;
}

/** Whether this can be an absence at all: it ends after it begins, is not over, and not longer than `mostDays`. */
export function canBeAway({ from, until }: Period, now: Date, mostDays: number): Ability {
  if (until <= from) return refused("It ends before it begins: correct the dates.");
  if (until <= now) return refused("It is over already: nobody needs to stand in.");
  if (until.getTime() - from.getTime() > mostDays * DAY_MS)
    return refused(`An absence lasts ${mostDays} days at most.`);
  return { allowed: true };
}

export interface DelegateFacts {
  id: string;
  active: boolean;
  grants: readonly RoleGrant[];
  /** Their own absences that are not over. */
  away: readonly Period[];
}

/**
 * Whether this person can decide in somebody's place (A4): a reviewer who is here all that time. What keeps them from a single
 * request, such as answering for its agent, is asked when they decide.
 */
export function canStandIn(delegate: DelegateFacts, personId: string, period: Period): Ability {
  if (delegate.id === personId) return refused("Nobody stands in for themselves.");
  if (!delegate.active) return refused("This person is deactivated.");
  if (!delegate.grants.some(({ role }) => role === "reviewer")) {
    return refused("This person is no reviewer, and could not decide in your place.");
  }
  return delegate.away.some((away) => overlaps(away, period))
    ? refused("This person is away in that time too: name somebody who is here.")
    : { allowed: true };
}
