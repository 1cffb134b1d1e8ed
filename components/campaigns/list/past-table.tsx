import type { Route } from "next";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { CAMPAIGN_KIND_LABELS } from "@/lib/campaigns/terms";
import type { CampaignRow } from "@/lib/campaigns/views";
import { CampaignStateBadge } from "./state-badge";

const HEAD = "h-9 whitespace-nowrap border-border border-b bg-muted px-4 text-left font-medium";
const CELL = "border-border border-b px-4 py-2.5";

/** Campaigns that are over, the latest first. */
export function PastTable({ rows }: { rows: readonly CampaignRow[] }) {
  return (
    <ScrollRegion label="Past campaigns" className="rounded-lg border border-border bg-card">
      <table className="w-full min-w-160 border-separate border-spacing-0 [&_tr:last-child>*]:border-b-0">
        <thead>
          <tr className="text-muted-foreground text-xs">
            {["Campaign", "Result", "Items", "Taken away", "Ended"].map((name) => (
              <th key={name} scope="col" className={HEAD}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="hover:bg-accent">
              <th scope="row" className={`${CELL} text-left font-normal`}>
                <Link
                  href={`/campaigns/${row.id}` as Route}
                  prefetch={false}
                  className="font-medium underline-offset-3 hover:underline"
                >
                  <LiteralText text={row.name} />
                </Link>
                <span className="block text-muted-foreground text-xs">{CAMPAIGN_KIND_LABELS[row.kind]}</span>
              </th>
              <td className={CELL}>
                <CampaignStateBadge state={row.state} />
              </td>
              <td className={`${CELL} tabular-nums`}>{row.items.toLocaleString("en")}</td>
              <td className={`${CELL} tabular-nums`}>{row.revocations.toLocaleString("en")}</td>
              <td className={CELL}>
                <Time at={row.endedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
