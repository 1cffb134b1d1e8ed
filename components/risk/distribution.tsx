import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/cn";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { TierBadge, type TierName } from "@/components/ui/tier-badge";
import type { FacetValue } from "@/lib/agents/schema";
import { TIERS } from "@/lib/risk/terms";

const FILLS: Record<TierName, string> = {
  low: "bg-tier-low",
  moderate: "bg-tier-moderate",
  high: "bg-tier-high",
  critical: "bg-tier-critical",
};
const LIVING = "status=draft,registered,active,suspended";

/** How many agents stand in each tier; each number leads to its rows. */
export function Distribution({ tiers }: { tiers: readonly FacetValue[] }) {
  const countOf = (tier: string) => tiers.find(({ value }) => value === tier)?.count ?? 0;
  const total = TIERS.reduce((sum, tier) => sum + countOf(tier), 0);
  const most = Math.max(1, ...TIERS.map(countOf));
  const unrated = countOf("none");
  return (
    <Card aria-labelledby="distribution">
      <CardHeader
        id="distribution"
        title="Where the agents stand"
        description={`${total.toLocaleString("en")} ${total === 1 ? "agent" : "agents"} that you may see; decommissioned ones apart.`}
      />
      <CardContent>
        <table aria-label="Agents by tier" className="w-full">
          <thead className="sr-only">
            <tr>
              <th scope="col">Tier</th>
              <th scope="col">Share</th>
              <th scope="col">Agents</th>
            </tr>
          </thead>
          <tbody>
            {[...TIERS].reverse().map((tier) => (
              <tr key={tier}>
                <th scope="row" className="w-28 py-1.5 text-left font-normal">
                  <TierBadge tier={tier} />
                </th>
                <td className="py-1.5">
                  <span className="block h-3 rounded-sm bg-muted">
                    <span
                      className={cn("block h-full rounded-sm", FILLS[tier])}
                      style={{ width: `${(countOf(tier) / most) * 100}%` }}
                    />
                  </span>
                  <span className="sr-only">{total ? Math.round((countOf(tier) / total) * 100) : 0} percent</span>
                </td>
                <td className="w-16 py-1.5 pl-3 text-right">
                  <Link
                    href={`/agents?tier=${tier}&${LIVING}` as Route}
                    className="text-link tabular-nums underline-offset-3 hover:underline"
                  >
                    {countOf(tier).toLocaleString("en")}
                    <span className="sr-only"> of tier {tier}</span>
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {unrated ? (
          <p className="mt-2 text-muted-foreground">
            <Link href={`/agents?tier=none&${LIVING}` as Route} className="text-link underline underline-offset-3">
              {unrated.toLocaleString("en")} without a tier
            </Link>
            : computed within a minute.
          </p>
        ) : null}
      </CardContent>
    </Card>
  );
}
