import { LIMITS, RUNGS, type Rung } from "../terms";

export interface WaitingFacts {
  rung: Rung;
  /** How much of its time has gone, from 0 to 1. */
  share: number;
  /** Whether those who may decide at a rung are enough to approve. */
  reaches: (rung: Rung) => boolean;
}

/**
 * The rung that is to be asked now, when it is above the present one (A4): by time, or at once past every rung whose people are
 * too few. At the last rung it stays, and ends by its time. Pure.
 */
export function rungDue({ rung, share, reaches }: WaitingFacts): { to: Rung; why: "time" | "nobody" } | null {
  const byTime = share >= LIMITS.governanceAfter ? 2 : share >= LIMITS.managerAfter ? 1 : 0;
  const now = RUNGS.indexOf(rung);
  let at = Math.max(now, byTime);
  while (at < RUNGS.length - 1 && !reaches(RUNGS[at] as Rung)) at += 1;
  const to = RUNGS[at] as Rung;
  return at > now ? { to, why: at > byTime ? "nobody" : "time" } : null;
}
