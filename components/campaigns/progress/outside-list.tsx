import type { Route } from "next";
import Link from "next/link";
import { Cell, framedTable, PlainTable } from "@/components/data-table/plain-table";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { OutsideList as Outside } from "@/lib/campaigns/overview/views";

/** What came after the launch, and where it is asked about instead. */
export function OutsideList({ list }: { list: Outside }) {
  if (list.rows.length === 0) {
    return (
      <EmptyState
        title="Nothing came after the launch"
        description="New agents and grants within the scope would stand here: they are not in this campaign. Those of tier high and critical get a review of their own at once."
      />
    );
  }
  return (
    <div className="grid gap-3">
      <Callout>
        A campaign looks at what stood when it was launched. What came later is not in it: of tier high and critical it
        gets a review of its own at once, the rest is in the next campaign.
      </Callout>
      {list.more ? <p className="text-muted-foreground">The latest 100 are shown.</p> : null}
      <PlainTable
        label="Not in this campaign"
        className={framedTable}
        minWidth="min-w-160"
        head={["What is new", "Tier", "Since", "Asked about in"]}
      >
        {list.rows.map((row) => (
          <tr key={`${row.kind} ${row.id}`} className="hover:bg-accent">
            <Cell row>
              <Link
                href={(row.kind === "agent" ? `/agents/${row.agentId}` : `/entitlements/${row.id}`) as Route}
                prefetch={false}
                className="font-medium underline-offset-3 hover:underline"
              >
                <LiteralText text={row.right ?? row.agentName} />
              </Link>
              <span className="block text-muted-foreground text-xs">
                {row.kind === "agent" ? (
                  "New agent"
                ) : (
                  <>
                    New grant of <LiteralText text={row.agentName} />
                  </>
                )}
              </span>
            </Cell>
            <Cell>
              <TierBadge tier={row.tier} />
            </Cell>
            <Cell>
              <Time at={row.at} />
            </Cell>
            <Cell>
              {row.campaign ? (
                <Link
                  href={`/campaigns/${row.campaign.id}` as Route}
                  prefetch={false}
                  className="text-link hover:underline"
                >
                  <LiteralText text={row.campaign.name} />
                </Link>
              ) : (
                <span className="text-muted-foreground">The next campaign</span>
              )}
            </Cell>
          </tr>
        ))}
      </PlainTable>
    </div>
  );
}
