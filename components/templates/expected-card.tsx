import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import type { Expected } from "@/lib/templates/schema";

/** What the classifier will say of an agent that stays within, why, and which controls follow. Computed, never typed in. */
export function ExpectedCard({ expected }: { expected: readonly Expected[] }) {
  const [production] = expected;
  if (!production) return null;
  return (
    <Card>
      <CardHeader title="Expected tier" description="Computed from the template as for every agent." />
      <CardContent className="grid gap-4">
        <ul aria-label="By environment" className="grid gap-1.5">
          {expected.map(({ environment, tier, score }) => (
            <li key={environment} className="flex items-center justify-between gap-3">
              <span>{ENVIRONMENT_LABELS[environment]}</span>
              <span className="inline-flex items-center gap-2">
                <span className="text-muted-foreground text-xs tabular-nums">{score} points</span>
                <TierBadge tier={tier} />
              </span>
            </li>
          ))}
        </ul>
        <section>
          <h3 className="mb-1 font-medium">Why, in production</h3>
          <ul className="grid gap-1">
            {production.factors.map((factor) => (
              <li key={factor.id} className="flex items-baseline justify-between gap-3 text-muted-foreground">
                <span className="min-w-0">
                  <LiteralText text={factor.because} />
                </span>
                <span className="shrink-0 tabular-nums">{factor.points > 0 ? `+${factor.points}` : "floor"}</span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3 className="mb-1 font-medium">Controls that its tier asks for</h3>
          <ul className="list-inside list-disc text-muted-foreground">
            {production.controls.map(({ id, label }) => (
              <li key={id}>{label}</li>
            ))}
          </ul>
        </section>
      </CardContent>
    </Card>
  );
}
