import { cn } from "@/components/cn";

export type TierName = "low" | "moderate" | "high" | "critical";

const LOOK = {
  low: { label: "Low", bars: 1, look: "bg-tier-low-soft text-tier-low" },
  moderate: { label: "Moderate", bars: 2, look: "bg-tier-moderate-soft text-tier-moderate" },
  high: { label: "High", bars: 3, look: "bg-tier-high-soft text-tier-high" },
  critical: { label: "Critical", bars: 4, look: "bg-tier-critical-soft text-tier-critical" },
} as const satisfies Record<TierName, { label: string; bars: number; look: string }>;

/** The risk tier: bars that rise with it, its word, and then its colour. No tier yet says so. */
export function TierBadge({ tier, className }: { tier: TierName | null; className?: string }) {
  const shape = "inline-flex h-5 items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs";
  if (!tier) {
    return (
      <span
        className={cn(shape, "border border-border-strong border-dashed font-normal text-muted-foreground", className)}
      >
        No tier
      </span>
    );
  }
  const { label, bars, look } = LOOK[tier];
  return (
    <span className={cn(shape, look, className)}>
      <TierBars filled={bars} />
      {label}
    </span>
  );
}

function TierBars({ filled }: { filled: number }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 10" className="h-2.5 w-3 fill-current">
      {[0, 1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={bar * 3.2}
          y={7 - bar * 2.2}
          width={2}
          height={3 + bar * 2.2}
          rx={0.5}
          opacity={bar < filled ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}
