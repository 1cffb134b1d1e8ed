import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { CAMPAIGN_KIND_LABELS } from "@/lib/campaigns/terms";
import type { CampaignRow } from "@/lib/campaigns/views";
import { AnsweredBar } from "./answered-bar";
import { CampaignStateBadge } from "./state-badge";

type Row = CampaignRow & { launchAt: Date | null };

/** Campaigns under one heading, each with what it waits for. */
export function CampaignSection({ title, hint, rows }: { title: string; hint: string; rows: readonly Row[] }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h2 className="font-semibold text-base">
        {title} <span className="font-normal text-muted-foreground">{rows.length}</span>
        <span className="block font-normal text-muted-foreground text-sm">{hint}</span>
      </h2>
      <ul className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-card">
        {rows.map((row) => (
          <li key={row.id}>
            <CampaignLine row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CampaignLine({ row }: { row: Row }) {
  return (
    <Link
      href={`/campaigns/${row.id}` as Route}
      prefetch={false}
      className="grid items-center gap-x-6 gap-y-2 px-4 py-3 -outline-offset-2 hover:bg-accent md:grid-cols-[minmax(0,1fr)_15rem_9rem]"
    >
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <LiteralText text={row.name} className="min-w-0 truncate font-medium" />
          <CampaignStateBadge state={row.state} />
          {row.kind === "adhoc" ? null : <Badge tone="outline">{CAMPAIGN_KIND_LABELS[row.kind]}</Badge>}
        </span>
        <span className="block text-muted-foreground text-sm">
          <Standing row={row} />
        </span>
      </span>
      {row.state === "draft" || row.state === "scheduled" ? (
        <span />
      ) : (
        <AnsweredBar answered={row.answered} items={row.items} />
      )}
      <span className="text-sm md:text-right">
        {row.revocations > 0 ? (
          <span className="tabular-nums">{row.revocations.toLocaleString("en")} to be taken away</span>
        ) : null}
      </span>
    </Link>
  );
}

/** What happens next, and when. */
function Standing({ row }: { row: Row }) {
  switch (row.state) {
    case "draft":
      return <>Not launched: go on where you left it</>;
    case "scheduled":
      return (
        <>
          Begins <Time at={row.launchAt} missing="as soon as the worker gets to it" />
        </>
      );
    case "active":
      return (
        <>
          Stage {row.stage} of {row.stages}, ends <Time at={row.stageDueAt} missing="when all answered" />
        </>
      );
    case "paused":
      return <>Nobody is asked and no deadline runs until it goes on</>;
    case "deciding_closed":
      return <>The reviews are over: look at the effects and close it</>;
    case "remediating":
      return <>What was withdrawn is being taken away, in waves</>;
    default:
      return <>What was taken away is being probed</>;
  }
}
