import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReviewDesk } from "@/components/campaigns/review/review-desk";
import { wireOf } from "@/components/campaigns/review/wire";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { currentPerson, requireContext } from "@/lib/auth";
import { type ItemView, listReview, type ReviewPage, readItem } from "@/lib/campaigns";
import { CAMPAIGN_STATE_LABELS, type CampaignState } from "@/lib/campaigns/terms";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { preferencesSchema } from "@/lib/people/schema";
import {
  correctDecisionAction,
  decideBulkAction,
  decideItemAction,
  reassignItemAction,
  signOffAction,
} from "./actions";
import { reviewParamsOf } from "./search-params";

export const metadata: Metadata = { title: "Review" };

const ACTIONS = {
  decide: decideItemAction,
  correct: correctDecisionAction,
  decideBulk: decideBulkAction,
  reassign: reassignItemAction,
  signOff: signOffAction,
};

const NOT_ASKED: Partial<Record<CampaignState, string>> = {
  paused: "It is paused: it takes no answers until it goes on, and no deadline runs. What was said is kept.",
  cancelled: "It was cancelled: nothing that was said in it takes effect.",
};

/** What one campaign asks the reader, worked through item by item or from a list (C2, C5). */
export default async function ReviewPageOf({ params, searchParams }: PageProps<"/campaigns/[id]/review">) {
  const ctx = await requireContext();
  const { id } = await params;
  const { show, mode, item, ignored } = reviewParamsOf(await searchParams);
  const page = await orNotFound(() => listReview(ctx, { campaignId: id, filter: show, size: 100 }));
  const first = await firstOf(ctx, page, { campaignId: id, item });
  const person = await currentPerson();
  const { shortcuts } = preferencesSchema.parse(person?.preferences ?? {});
  const { counts, state } = page;
  return (
    <>
      <PageHeader
        title={counts.campaignName}
        crumbs={[{ label: "My reviews", href: "/campaigns/reviews" }, { label: counts.campaignName }]}
        badges={state === "active" ? null : <Badge tone="warning">{CAMPAIGN_STATE_LABELS[state]}</Badge>}
        description={
          state === "active" ? (
            <>
              Stage {counts.stage}, until <Time at={counts.dueAt} format="exact" />. What you answer is saved at once
              and can be changed until you sign off.
            </>
          ) : (
            (NOT_ASKED[state] ?? "It takes no answers any more. What was said stands here.")
          )
        }
        className="mb-3"
      />
      {ignored.length ? (
        <Callout tone="warning" className="mb-3" title="Part of the address was not understood">
          Shown without: {ignored.join(", ")}.
        </Callout>
      ) : null}
      <ReviewDesk
        key={show}
        campaignId={id}
        personId={person?.id ?? ""}
        {...{ show, mode, shortcuts }}
        runs={state === "active"}
        page={wireOf({ lines: page.lines, next: page.next })}
        counts={wireOf(counts)}
        first={first && wireOf(first)}
        actions={ACTIONS}
      />
    </>
  );
}

/** The item in the address, where it can be seen; else the first of the list. */
async function firstOf(
  ctx: Context,
  { lines }: ReviewPage,
  { campaignId, item }: { campaignId: string; item: number | null },
): Promise<ItemView | null> {
  for (const number of [item, lines[0]?.number ?? null]) {
    if (number === null) continue;
    try {
      return await readItem(ctx, { campaignId, number });
    } catch (error) {
      if (!isCountersignError(error) || error.code !== "not_found") throw error;
    }
  }
  return null;
}

async function orNotFound<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isCountersignError(error) && (error.code === "not_found" || error.code === "invalid")) notFound();
    throw error;
  }
}
