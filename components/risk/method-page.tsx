import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { TierBadge } from "@/components/ui/tier-badge";
import type { FacetValue } from "@/lib/agents/schema";
import { LOWER_DAYS_MAX, RAISE_DAYS_MAX } from "@/lib/agents/terms";
import { floors, type MethodTable, methodTables } from "@/lib/risk/present";
import { Distribution } from "./distribution";
import { TierScale } from "./tier-scale";

/** The method in one screen: the scale, the points, the floors, and how people may differ. The numbers are the classifier's own. */
export function MethodPage({ tiers }: { tiers: readonly FacetValue[] }) {
  return (
    <div className="grid gap-4">
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Distribution tiers={tiers} />
        <Card aria-labelledby="scale">
          <CardHeader
            id="scale"
            title="From points to a tier"
            description="The sum of an agent's factors, on one scale."
          />
          <CardContent className="grid gap-4">
            <TierScale score={null} />
            <section aria-labelledby="floors" className="grid gap-1.5">
              <h3 id="floors" className="font-medium">
                Never below, whatever the sum
              </h3>
              <ul className="grid gap-1.5">
                {floors().map((floor) => (
                  <li key={floor.when} className="flex items-start justify-between gap-3">
                    <span>{floor.when}</span>
                    <TierBadge tier={floor.tier} />
                  </li>
                ))}
              </ul>
            </section>
          </CardContent>
        </Card>
      </div>
      <div className="gap-4 sm:columns-2 xl:columns-3">
        {methodTables().map((table) => (
          <Points key={table.title} table={table} />
        ))}
        <People />
      </div>
    </div>
  );
}

function Points({ table }: { table: MethodTable }) {
  return (
    <Card className="mb-4 break-inside-avoid">
      <CardHeader title={table.title} description={table.rule} />
      <CardContent className="py-2">
        <table aria-label={table.title} className="w-full">
          <thead className="sr-only">
            <tr>
              <th scope="col">What counts</th>
              <th scope="col">Points</th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.label} className="border-border border-b last:border-b-0">
                <td className="py-1 pr-3">{row.label}</td>
                <td className="py-1 text-right tabular-nums">{row.points}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </CardContent>
    </Card>
  );
}

const RULES = [
  "A rise takes effect at once; the owner, the deputy and the sponsor are told.",
  "A fall waits: the former tier stands until somebody confirms whose change it was not.",
  `A person may raise a tier for up to ${RAISE_DAYS_MAX} days, at once, with the reason.`,
  `A person may ask to lower it for up to ${LOWER_DAYS_MAX} days; a second person has to agree, and it ends when more is computed.`,
  "A new or changed tool counts once a person accepts it; what a tool can do can be corrected, with history.",
  "A draft's tier is a preview. What stands begins with the registration.",
];

function People() {
  return (
    <Card className="mb-4 break-inside-avoid">
      <CardHeader title="How people may differ" description="Every step stands in the audit log." />
      <CardContent>
        <ul className="grid list-disc gap-1.5 pl-4">
          {RULES.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
