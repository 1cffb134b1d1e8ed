import { type Visibility, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";

const DAY_MS = 86_400_000;

/** The first instant of the period: so many whole days back, today among them, UTC. */
export function beginningOf(now: Date, days: number): Date {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return new Date(today - (days - 1) * DAY_MS);
}

/** How far the caller's measures reach, and whether single persons are shown in all of it. */
export function reachOf(ctx: Context): { seen: Visibility; perPerson: boolean } {
  const seen = visibility(ctx.actor, "approvals.measure");
  const people = visibility(ctx.actor, "approvals.measurePeople");
  const perPerson = people.everything || (!seen.everything && seen.teamIds.every((id) => people.teamIds.includes(id)));
  return { seen, perPerson };
}
