import { cn } from "@/components/cn";
import { TIER_FROM } from "@/lib/risk/present";
import { TIER_LABELS, TIERS, type Tier } from "@/lib/risk/terms";

const FILLS: Record<Tier, string> = {
  low: "bg-tier-low-soft",
  moderate: "bg-tier-moderate-soft",
  high: "bg-tier-high-soft",
  critical: "bg-tier-critical-soft",
};
/** Where the scale ends; a higher sum stands at its end. */
const END = 100;

/** The sum on the scale of tiers: where it stands, and from where the next one begins. The words beside it say the same. */
export function TierScale({ score, className }: { score: number | null; className?: string }) {
  const share = (points: number) => `${Math.min(points / END, 1) * 100}%`;
  return (
    <div className={cn("grid gap-1", className)} aria-hidden>
      <div className="relative flex h-2.5">
        {TIERS.map((tier, place) => {
          const until = place + 1 < TIERS.length ? TIER_FROM[TIERS[place + 1] as Tier] : END;
          return (
            <span
              key={tier}
              className={cn(
                FILLS[tier],
                "h-full border-card border-r-2 first:rounded-l-sm last:rounded-r-sm last:border-r-0",
              )}
              style={{ width: share(until - TIER_FROM[tier]) }}
            />
          );
        })}
        {score === null ? null : (
          <span
            className="absolute -top-1 h-4.5 w-1 -translate-x-1/2 rounded-full bg-foreground ring-2 ring-card"
            style={{ left: share(score) }}
          />
        )}
      </div>
      <div className="flex text-2xs text-muted-foreground">
        {TIERS.map((tier, place) => {
          const until = place + 1 < TIERS.length ? TIER_FROM[TIERS[place + 1] as Tier] : END;
          return (
            <span key={tier} className="truncate" style={{ width: share(until - TIER_FROM[tier]) }}>
              {TIER_LABELS[tier]} {TIER_FROM[tier]}
            </span>
          );
        })}
      </div>
    </div>
  );
}
