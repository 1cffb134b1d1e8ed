import type { Route } from "next";
import Link from "next/link";
import { Breakdown } from "@/components/campaigns/progress/breakdown";
import { ByDay } from "@/components/campaigns/progress/by-day";
import { type DetailTab, type ItemSearch, itemsHref } from "@/components/campaigns/progress/hrefs";
import { IntegrityTable } from "@/components/campaigns/progress/integrity-table";
import { ItemFilters } from "@/components/campaigns/progress/item-filters";
import { ItemsTable } from "@/components/campaigns/progress/items-table";
import { OutsideList } from "@/components/campaigns/progress/outside-list";
import { PlanFacts } from "@/components/campaigns/progress/plan-facts";
import { RemindersTable } from "@/components/campaigns/progress/reminders-table";
import { count } from "@/components/campaigns/wizard/words";
import { buttonVariants } from "@/components/ui/button";
import { CopyId } from "@/components/ui/copy-id";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import {
  type CampaignProgressView,
  type CampaignSeen,
  listIntegrity,
  listItems,
  listOutside,
  listReminders,
} from "@/lib/campaigns";
import type { Context } from "@/lib/context";
import type { Tier } from "@/lib/risk/terms";

interface TabProps {
  ctx: Context;
  campaign: CampaignSeen;
  progress: CampaignProgressView & { seats: number };
}

/** What stands under the chosen tab; each reads only what it shows. */
export async function TabBody({ tab, search, ...given }: TabProps & { tab: DetailTab; search: ItemSearch }) {
  const { ctx, campaign } = given;
  switch (tab) {
    case "progress":
      return <Progress {...given} />;
    case "items":
      return <Items {...given} search={search} />;
    case "outside":
      return <OutsideList list={await listOutside(ctx, campaign.id)} />;
    case "reminders":
      return <RemindersTable rows={await listReminders(ctx, campaign.id)} rules={campaign.plan.rules} />;
    case "integrity":
      return <IntegrityTable list={await listIntegrity(ctx, campaign.id)} />;
    case "plan":
      return <Plan campaign={campaign} />;
  }
}

function Progress({ campaign: { id }, progress }: TabProps) {
  const shown = progress.reviewers.length;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Breakdown
        id="by-stage"
        title="By stage"
        of="Stage"
        description="Where items are now; what ended in a stage stays there."
        cells={progress.stages}
        hrefOf={(stage) => itemsHref(id, { stage: Number(stage) })}
      />
      <Breakdown
        id="by-tier"
        title="By tier"
        of="Tier"
        description="The tier each item had at the launch."
        cells={progress.tiers}
        hrefOf={(tier) => itemsHref(id, { tier: tier as Tier })}
      />
      <Breakdown
        id="by-reviewer"
        title="By reviewer"
        of="Reviewer"
        description={
          progress.seats > shown
            ? `The ${shown} of ${progress.seats.toLocaleString("en")} with the most open items; the picture has the first 12.`
            : "Whoever is asked now, those with the most open items first."
        }
        cells={progress.reviewers}
        hrefOf={(seat) => (seat === "" ? itemsHref(id, { states: ["no_reviewer"] }) : itemsHref(id, { seat }))}
      />
      <ByDay days={progress.days} />
    </div>
  );
}

async function Items({ ctx, campaign, progress, search }: TabProps & { search: ItemSearch }) {
  const page = await listItems(ctx, { campaignId: campaign.id, ...search });
  return (
    <>
      <ItemFilters
        campaignId={campaign.id}
        search={search}
        stages={campaign.plan.stages}
        seats={progress.reviewers.map(({ key, label }) => ({ key, label }))}
      />
      <p role="status" className="mb-2 text-muted-foreground text-sm">
        {count(page.total, "item")}
      </p>
      {page.rows.length ? (
        <ItemsTable page={page} />
      ) : (
        <EmptyState
          title="No items match"
          description="The filters leave nothing over."
          actions={
            <Link href={itemsHref(campaign.id, {})} className={buttonVariants({ variant: "outline" })}>
              Clear the filters
            </Link>
          }
        />
      )}
      {search.after || page.next ? (
        <nav aria-label="Pages of items" className="mt-4 flex justify-between gap-2 print:hidden">
          {search.after ? (
            <Link
              href={itemsHref(campaign.id, { ...search, after: null })}
              className={buttonVariants({ variant: "outline" })}
            >
              First
            </Link>
          ) : (
            <span />
          )}
          {page.next ? (
            <Link
              href={itemsHref(campaign.id, { ...search, after: page.next })}
              className={buttonVariants({ variant: "outline" })}
            >
              Next
            </Link>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}

function Plan({ campaign }: { campaign: CampaignSeen }) {
  const { plan, names, fallback, definition, snapshotDigest, timeZone } = campaign;
  return (
    <PlanFacts
      plan={plan}
      names={names}
      more={[
        { label: "When nobody is left to ask", value: fallback ? <LiteralText text={fallback.name} /> : null },
        { label: "Time zone", value: timeZone },
        {
          label: "Made by the schedule",
          value: definition ? (
            <Link href={`/campaigns/definitions/${definition.id}` as Route} className="text-link hover:underline">
              <LiteralText text={definition.name} />
            </Link>
          ) : (
            "No: launched by hand"
          ),
        },
        { label: "Digest of the snapshot", value: snapshotDigest ? <CopyId id={snapshotDigest} /> : null },
      ]}
    />
  );
}
