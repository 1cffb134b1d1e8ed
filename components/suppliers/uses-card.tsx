import type { Route } from "next";
import Link from "next/link";
import { PersonName } from "@/components/agents/person-name";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import type { SupplierDetail, SupplierUse } from "@/lib/suppliers/schema";

/** The agents it stands behind, the most dangerous first. */
export function UsesCard({
  supplier,
}: {
  supplier: Pick<SupplierDetail, "uses" | "furtherUses" | "agents" | "servers">;
}) {
  const { uses, furtherUses, agents, servers } = supplier;
  const counts = `${agents === 1 ? "1 agent" : `${agents} agents`}, ${servers === 1 ? "1 tool server" : `${servers} tool servers`}`;
  return (
    <Card>
      <CardHeader id="uses" title="Who uses it" description={counts} />
      {uses.length === 0 ? (
        <CardContent>
          <p className="text-muted-foreground">No agent that you may see mentions it.</p>
        </CardContent>
      ) : (
        <ul aria-labelledby="uses">
          {uses.map((use) => (
            <Use key={use.id} use={use} />
          ))}
        </ul>
      )}
      {furtherUses > 0 ? (
        <p className="px-4 py-3 text-muted-foreground">And {furtherUses} more, less dangerous than these.</p>
      ) : null}
    </Card>
  );
}

function Use({ use }: { use: SupplierUse }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-border border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-48 flex-1">
        <Link href={`/agents/${use.id}` as Route} className="font-medium underline-offset-3 hover:underline">
          <LiteralText text={use.name} />
        </Link>
        <div className="text-muted-foreground text-xs">{wayOf(use)}</div>
      </div>
      <span className="text-muted-foreground text-xs">{ENVIRONMENT_LABELS[use.environment]}</span>
      <PersonName person={use.owner} missing="No owner" alarming />
      <TierBadge tier={use.tier} />
    </li>
  );
}

function wayOf({ provides, through, team }: SupplierUse): string {
  const ways = [
    ...(provides ? ["Provides the agent or its model"] : []),
    ...(through.length ? [`through ${through.join(", ")}`] : []),
  ];
  return [ways.join(", "), team].filter(Boolean).join(" · ");
}
