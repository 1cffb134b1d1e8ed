import type { Route } from "next";
import Link from "next/link";
import { Cell, framedTable, PlainTable } from "@/components/data-table/plain-table";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { CAMPAIGN_KIND_LABELS } from "@/lib/campaigns/terms";
import type { CampaignRow } from "@/lib/campaigns/views";
import { CampaignStateBadge } from "./state-badge";

/** Campaigns that are over, the latest first. */
export function PastTable({ rows }: { rows: readonly CampaignRow[] }) {
  return (
    <PlainTable
      label="Past campaigns"
      className={framedTable}
      minWidth="min-w-160"
      head={["Campaign", "Result", "Items", "Taken away", "Ended"]}
    >
      {rows.map((row) => (
        <tr key={row.id} className="hover:bg-accent">
          <Cell row>
            <Link
              href={`/campaigns/${row.id}` as Route}
              prefetch={false}
              className="font-medium underline-offset-3 hover:underline"
            >
              <LiteralText text={row.name} />
            </Link>
            <span className="block text-muted-foreground text-xs">{CAMPAIGN_KIND_LABELS[row.kind]}</span>
          </Cell>
          <Cell>
            <CampaignStateBadge state={row.state} />
          </Cell>
          <Cell className="tabular-nums">{row.items.toLocaleString("en")}</Cell>
          <Cell className="tabular-nums">{row.revocations.toLocaleString("en")}</Cell>
          <Cell>
            <Time at={row.endedAt} />
          </Cell>
        </tr>
      ))}
    </PlainTable>
  );
}
