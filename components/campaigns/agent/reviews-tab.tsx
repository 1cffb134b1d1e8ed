import { ClipboardCheck } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Cell, PlainTable } from "@/components/data-table/plain-table";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { AgentReviews, ReviewedItem } from "@/lib/campaigns";
import {
  DECISION_LABELS,
  ITEM_KIND_LABELS,
  ITEM_STATE_LABELS,
  type ItemOutcome,
  REASON_LABELS,
} from "@/lib/campaigns/terms";
import { Certified } from "./certified";

const TONES: Record<ItemOutcome, BadgeTone> = {
  keep: "success",
  reduce: "info",
  transfer: "neutral",
  revoke: "danger",
  suspend: "warning",
};

/** What campaigns said of this agent: what stands certified, then every right they looked at. */
export function ReviewsTab({ reviews }: { reviews: AgentReviews }) {
  const { certifications, items, cut, mayOpen } = reviews;
  if (certifications.length === 0 && items.length === 0) {
    return (
      <EmptyState
        icon={<ClipboardCheck />}
        title="Not reviewed yet"
        description="Once a campaign looks at what this agent may do, who answers for it and what it is for, every decision stands here."
      />
    );
  }
  const byCampaign = Map.groupBy(items, ({ campaign }) => campaign.id);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {certifications.length ? <Certifications rows={certifications} /> : null}
      {[...byCampaign.values()].map((reviewed) => (
        <Campaign key={reviewed[0]?.campaign.id} items={reviewed} mayOpen={mayOpen} />
      ))}
      {cut ? <Callout>Only the latest 200 are shown. The campaigns have the whole.</Callout> : null}
    </div>
  );
}

function Certifications({ rows }: { rows: AgentReviews["certifications"] }) {
  return (
    <Card>
      <CardHeader title="Where each right stands" description="When somebody last kept or narrowed it." />
      <PlainTable label="Certifications" head={["Right", "Kind", "Certified"]}>
        {rows.map((row) => (
          <tr key={`${row.kind} ${row.subjectId}`}>
            <Cell row className="min-w-48">
              {row.kind === "entitlement" ? (
                <Link
                  href={`/entitlements/${row.subjectId}` as Route}
                  prefetch={false}
                  className="inline-block min-h-6 font-mono text-xs leading-6 underline-offset-3 hover:underline"
                >
                  <LiteralText text={row.right} />
                </Link>
              ) : (
                <LiteralText text={row.right} />
              )}
            </Cell>
            <Cell className="text-muted-foreground">{ITEM_KIND_LABELS[row.kind]}</Cell>
            <Cell className="min-w-48">
              <Certified certification={row} short />
            </Cell>
          </tr>
        ))}
      </PlainTable>
    </Card>
  );
}

function Campaign({ items, mayOpen }: { items: readonly ReviewedItem[]; mayOpen: boolean }) {
  const [first] = items;
  if (!first) return null;
  const { campaign, launchedAt } = first;
  const name = <LiteralText text={campaign.name} />;
  return (
    <Card>
      <CardHeader
        title={
          mayOpen ? (
            <Link href={`/campaigns/${campaign.id}` as Route} className="underline-offset-3 hover:underline">
              {name}
            </Link>
          ) : (
            name
          )
        }
        description={
          <>
            {items.length === 1 ? "1 right" : `${items.length} rights`}, looked at from{" "}
            <Time at={launchedAt} missing="its launch" />
          </>
        }
      />
      <PlainTable label={`Reviews in ${campaign.name}`} head={["Right", "Outcome", "Who said what"]}>
        {items.map((item) => (
          <tr key={item.number}>
            <Cell row className="min-w-44">
              <LiteralText text={item.right} className={item.kind === "entitlement" ? "font-mono text-xs" : ""} />
              <span className="block text-muted-foreground text-xs">{ITEM_KIND_LABELS[item.kind]}</span>
            </Cell>
            <Cell className="whitespace-nowrap">
              {item.decision ? (
                <Badge tone={TONES[item.decision]}>{DECISION_LABELS[item.decision]}</Badge>
              ) : (
                <span className="text-muted-foreground">–</span>
              )}
              <span className="block text-muted-foreground text-xs">{ITEM_STATE_LABELS[item.state]}</span>
            </Cell>
            <Cell className="min-w-56">
              <Votes item={item} />
            </Cell>
          </tr>
        ))}
      </PlainTable>
    </Card>
  );
}

function Votes({ item }: { item: ReviewedItem }) {
  if (item.votes.length === 0) {
    return (
      <span className="text-muted-foreground">{item.decision ? "Nobody answered: the rule did" : "No answer yet"}</span>
    );
  }
  return (
    <ul className="grid gap-1">
      {item.votes.map((vote) => (
        <li key={`${vote.person.id} ${vote.at.toISOString()}`}>
          {vote.person.name}: {DECISION_LABELS[vote.decision].toLowerCase()}
          <span className="text-muted-foreground">
            {vote.reason ? `, ${(REASON_LABELS[vote.reason] ?? vote.reason).toLowerCase()}` : ""} <Time at={vote.at} />
            {vote.signed ? ", signed off" : ""}
          </span>
          {vote.text ? (
            <span className="block text-muted-foreground text-xs">
              <LiteralText text={vote.text} multiline />
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
