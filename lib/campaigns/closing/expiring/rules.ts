import type { Tier } from "@/lib/risk/terms";

/** Days after which a right that nobody certified runs out, by tier (C9). An agent that was never classified counts as critical. */
export const CERTIFIED_DAYS: Record<Tier, number> = { low: 400, moderate: 270, high: 180, critical: 120 };
/** Days before it at which the owner is told. */
export const WARNING_DAYS = 14;

const DAY_MS = 86_400_000;

/** When a right runs out by itself that was approved, or certified last, at that instant. */
export function uncertifiedAt(since: Date, tier: Tier | null): Date {
  return new Date(since.getTime() + CERTIFIED_DAYS[tier ?? "critical"] * DAY_MS);
}
