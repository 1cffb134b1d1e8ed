import { TIERS, type Tier } from "@/lib/risk/terms";
import type { EntitlementKind } from "./terms";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long a grant may last, by kind and by the tier of its agent; one whose risk nobody computed counts as critical. */
const LONGEST: Record<EntitlementKind, Record<Tier, number>> = {
  standing: { low: 365 * DAY_MS, moderate: 365 * DAY_MS, high: 180 * DAY_MS, critical: 90 * DAY_MS },
  elevation: { low: 24 * HOUR_MS, moderate: 24 * HOUR_MS, high: 24 * HOUR_MS, critical: 4 * HOUR_MS },
};

export function longestMs(kind: EntitlementKind, tier: Tier | null): number {
  return LONGEST[kind][tier ?? "critical"];
}

/** "90 days", "4 hours". */
export function spanText(ms: number): string {
  return ms <= DAY_MS ? `${ms / HOUR_MS} hours` : `${ms / DAY_MS} days`;
}

export function isHigh(tier: Tier | null): boolean {
  return tier === null || TIERS.indexOf(tier) >= TIERS.indexOf("high");
}
