import type { ExportState } from "./terms";
import type { Ability } from "./views";

/** What may be done with an export and its links, by their state alone. Pure. */

const UNDER_WAY: readonly ExportState[] = ["waiting", "gathering", "anchoring"];
export const isUnderWay = (state: ExportState): boolean => UNDER_WAY.includes(state);

const DAY = 86_400_000;

export const expiryAfter = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY);

interface Kept {
  state: ExportState;
  expiresAt: Date;
}

/** Its files are there until it expires, by the clock: whether a worker has let go of them already does not matter. */
export function canDownload({ state, expiresAt }: Kept, now: Date): Ability {
  if (isUnderWay(state)) return no("It is not ready yet.");
  if (state === "failed") return no("It could not be made: ask for it again.");
  if (state === "cancelled") return no("It was cancelled: ask for it again.");
  if (state === "expired" || expiresAt <= now) return no("Its time is over: ask for it again.");
  return { allowed: true };
}

export function canCancel({ state }: Kept): Ability {
  return isUnderWay(state) ? { allowed: true } : no("Only what is still being made can be cancelled.");
}

export const canShare = canDownload;

/** A link ends with what it leads to. */
export function linkExpiry({ expiresAt }: Kept, now: Date, days: number): Date {
  return new Date(Math.min(expiryAfter(now, days).getTime(), expiresAt.getTime()));
}

interface Link {
  expiresAt: Date;
  revokedAt: Date | null;
}

export function linkState({ expiresAt, revokedAt }: Link, now: Date): "works" | "expired" | "revoked" {
  if (revokedAt) return "revoked";
  return expiresAt <= now ? "expired" : "works";
}

function no(reason: string): Ability {
  return { allowed: false, reason };
}
