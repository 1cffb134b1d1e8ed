import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import type { RiskSum } from "@/lib/agents/terms";
import { factorLabel, isFloor, pointsToNext } from "@/lib/risk/present";
import { TIER_LABELS } from "@/lib/risk/terms";

/** The sum as a person can add it up: each factor with the fact it rests on, heaviest first, then what it comes to. */
export function SumTable({ sum, caption }: { sum: RiskSum; caption: string }) {
  const counted = sum.factors.filter((factor) => !isFloor(factor.id)).sort((a, b) => b.points - a.points);
  const floors = sum.factors.filter((factor) => isFloor(factor.id));
  const next = pointsToNext(sum.score);
  return (
    <table aria-label={caption} className="w-full border-collapse">
      <thead>
        <tr className="border-border border-b text-left text-muted-foreground text-xs">
          <th scope="col" className="px-4 py-2 font-medium">
            What counts
          </th>
          <th scope="col" className="px-2 py-2 font-medium max-sm:hidden">
            Because
          </th>
          <th scope="col" className="px-4 py-2 text-right font-medium">
            Points
          </th>
        </tr>
      </thead>
      <tbody>
        {counted.map((factor) => (
          <tr key={factor.id} className="border-border border-b align-top">
            <th scope="row" className="px-4 py-2 text-left font-medium sm:w-48">
              {factorLabel(factor.id)}
              <span className="block font-normal text-muted-foreground sm:hidden">
                <LiteralText text={factor.because} />
              </span>
            </th>
            <td className="px-2 py-2 max-sm:hidden">
              <LiteralText text={factor.because} />
            </td>
            <td className="px-4 py-2 text-right tabular-nums">{factor.points}</td>
          </tr>
        ))}
        {floors.map((factor) => (
          <tr key={factor.id} className="border-border border-b align-top">
            <th scope="row" className="px-4 py-2 text-left font-medium">
              Floor
            </th>
            <td colSpan={2} className="px-2 py-2 pr-4">
              <LiteralText text={factor.because} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="bg-muted">
          <th scope="row" className="px-4 py-2.5 text-left font-semibold">
            Sum
            <span className="mt-1 block font-normal sm:hidden">
              <TierBadge tier={sum.tier} />
            </span>
          </th>
          <td className="px-2 py-2.5 max-sm:hidden">
            <span className="flex flex-wrap items-center gap-2">
              <TierBadge tier={sum.tier} />
              <span className="text-muted-foreground text-xs">
                {next ? `${TIER_LABELS[next.tier]} begins ${next.points} points higher` : "The highest tier"}
              </span>
            </span>
          </td>
          <td className="px-4 py-2.5 text-right font-semibold tabular-nums">{sum.score}</td>
        </tr>
      </tfoot>
    </table>
  );
}
