import type { Metadata } from "next";
import Link from "next/link";
import { moveAgentAction } from "@/app/(console)/agents/actions";
import { offerHandOverAction } from "@/app/(console)/inbox/hand-overs/actions";
import { AttentionTable } from "@/components/ownership-views/attention-table";
import { AttentionTabs, attentionHref } from "@/components/ownership-views/attention-tabs";
import { KeepAll } from "@/components/ownership-views/keep-all";
import { VIEW_WORDS } from "@/components/ownership-views/words";
import { buttonVariants } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { attentionCounts, listAttention } from "@/lib/ownership";
import { attentionFrom, DORMANT_CHOICES } from "@/lib/ownership/search";
import * as own from "./actions";

export const metadata: Metadata = { title: "Ownership" };

const ACTIONS = {
  claim: own.claimAction,
  offer: offerHandOverAction,
  queue: own.sendToQueueAction,
  ask: own.askOwnerAction,
  confirm: own.confirmRecordAction,
  keep: own.keepAction,
  move: moveAgentAction,
};

export default async function OwnershipPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const ctx = await requireContext();
  const { view, days, cursor } = attentionFrom(await searchParams);
  const [page, counts] = await Promise.all([
    listAttention(ctx, { view, days, cursor }),
    attentionCounts(ctx, { days }),
  ]);
  const { count, exact } = counts.received;
  const keepsAll = view === "received" && count > 1;
  return (
    <>
      <PageHeader
        title="Ownership"
        description="What nobody answers for, nobody uses or nobody has confirmed, and what waits for a yes."
        actions={keepsAll ? <KeepAll count={`${count}${exact ? "" : "+"}`} keep={own.keepAction} /> : undefined}
      />
      <AttentionTabs current={view} counts={counts} />
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2 text-muted-foreground text-sm">
        <p>{VIEW_WORDS[view].about}</p>
        {view === "dormant" ? (
          <nav aria-label="Days without use" className="flex flex-wrap gap-1">
            {DORMANT_CHOICES.map((choice) => (
              <Link
                key={choice}
                href={attentionHref("dormant", { days: choice })}
                aria-current={choice === days ? "true" : undefined}
                className={buttonVariants({ variant: choice === days ? "outline" : "ghost", size: "sm" })}
              >
                {choice} days
              </Link>
            ))}
          </nav>
        ) : null}
      </div>
      <AttentionTable view={view} rows={page.rows} viewerId={ctx.actor.id} actions={ACTIONS} />
      {cursor || page.next ? (
        <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
          {cursor ? (
            <Link href={attentionHref(view, { days })} className={buttonVariants({ variant: "outline", size: "sm" })}>
              First page
            </Link>
          ) : null}
          {page.next ? (
            <Link
              href={attentionHref(view, { days, cursor: page.next })}
              className={buttonVariants({ variant: "outline", size: "sm" })}
            >
              Next page
            </Link>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}
