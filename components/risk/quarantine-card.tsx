import type { Route } from "next";
import Link from "next/link";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import type { QuarantineEffect, RiskView } from "@/lib/agents/terms";
import { factorLabel } from "@/lib/risk/present";

/** What accepting everything in quarantine would make of the tier: to be known before, not after. */
export function QuarantineCard({ risk, effect }: { risk: RiskView; effect: QuarantineEffect }) {
  const tools = effect.tools === 1 ? "The tool that waits" : `The ${effect.tools} tools that wait`;
  const points = effect.score - (risk.computed?.score ?? 0);
  return (
    <Card aria-labelledby="quarantine">
      <CardHeader
        id="quarantine"
        title="If what waits in quarantine were accepted"
        description={`${tools} would bring the sum to ${effect.score} (${points >= 0 ? "+" : "−"}${Math.abs(points)}).`}
        actions={<TierBadge tier={effect.tier} />}
      />
      <CardContent className="grid gap-2">
        {effect.added.length ? (
          <ul aria-label="What would count anew" className="grid gap-1.5">
            {effect.added.map((factor) => (
              <li key={factor.id} className="flex justify-between gap-3">
                <span className="min-w-0">
                  <span className="font-medium">{factorLabel(factor.id)}</span>{" "}
                  <span className="text-muted-foreground">
                    <LiteralText text={factor.because} />
                  </span>
                </span>
                {factor.points ? <span className="shrink-0 tabular-nums">+{factor.points}</span> : null}
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-muted-foreground">Nothing would count that does not count already.</p>
        )}
        <p>
          <Link href={`/agents/${risk.id}?tab=tools` as Route} className="text-link underline-offset-3 hover:underline">
            Look at the tools
          </Link>
        </p>
      </CardContent>
    </Card>
  );
}
