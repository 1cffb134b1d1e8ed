import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { TierBadge } from "@/components/ui/tier-badge";
import type { Lever } from "@/lib/agents/terms";

/** Which single answer would bring another tier. */
export function Levers({ levers }: { levers: readonly Lever[] }) {
  if (levers.length === 0) return null;
  return (
    <Card aria-labelledby="levers">
      <CardHeader id="levers" title="What would change it" description="One answer alone, everything else as it is." />
      <CardContent className="py-2">
        <LeverList levers={levers} />
      </CardContent>
    </Card>
  );
}

export function LeverList({ levers }: { levers: readonly Lever[] }) {
  return (
    <ul className="divide-y divide-border">
      {levers.map((lever) => (
        <li key={lever.what} className="flex items-center justify-between gap-3 py-1.5">
          <span className="min-w-0">{lever.what}</span>
          <span className="flex shrink-0 items-center gap-2">
            <span className="text-muted-foreground text-xs tabular-nums">
              {lever.points > 0 ? `+${lever.points}` : `−${Math.abs(lever.points)}`}
            </span>
            <TierBadge tier={lever.tier} />
          </span>
        </li>
      ))}
    </ul>
  );
}
