import type { Metadata, Route } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/guards";
import { CampaignHeader } from "@/components/campaigns/closing/campaign-header";
import { CloseCard } from "@/components/campaigns/closing/close-card";
import { CloseFigures } from "@/components/campaigns/closing/close-figures";
import { ByUse, Effects, TierTotals, WavesAhead } from "@/components/campaigns/closing/effects";
import { WhatStops } from "@/components/campaigns/closing/what-stops";
import { counted } from "@/components/campaigns/closing/words";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { requireContext } from "@/lib/auth";
import { type CampaignSeen, type ClosePreview, getCampaign, previewClose } from "@/lib/campaigns";
import type { CampaignState } from "@/lib/campaigns/terms";
import { askCloseAction, confirmCloseAction, withdrawCloseAction } from "./actions";

export const metadata: Metadata = { title: "Close" };

const ACTIONS = { ask: askCloseAction, confirm: confirmCloseAction, withdraw: withdrawCloseAction };
const OPEN: readonly CampaignState[] = ["active", "paused", "deciding_closed"];
const DESCRIPTION = "What the close would do, what would stop working first. Nothing is written by looking at it.";

/** The preview of a close, and the close itself (C6). */
export default async function ClosePage({ params }: PageProps<"/campaigns/[id]/close">) {
  const [{ id }, ctx] = await Promise.all([params, requireContext()]);
  const campaign = await orNotFound(getCampaign(ctx, id));
  const head = <CampaignHeader campaign={campaign} tab="close" page="Close" description={DESCRIPTION} />;
  if (campaign.remediated || !OPEN.includes(campaign.state)) {
    return (
      <>
        {head}
        <Over campaign={campaign} />
      </>
    );
  }
  const preview = await previewClose(ctx, id);
  return (
    <>
      {head}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
          {campaign.state === "deciding_closed" ? null : (
            <Callout title="Reviews are not over yet">
              This is what the close would do with the answers so far. It can be asked for once everybody was asked.
            </Callout>
          )}
          <CloseFigures preview={preview} />
          <TierTotals effects={preview.effects} />
          <Notes preview={preview} />
          <WhatStops preview={preview} />
          <Effects effects={preview.effects} />
          <WavesAhead preview={preview} />
        </div>
        <div className="grid gap-4 xl:sticky xl:top-4">
          <CloseCard preview={preview} actions={ACTIONS} />
          <ByUse use={preview.use} />
        </div>
      </div>
    </>
  );
}

function Notes({ preview }: { preview: ClosePreview }) {
  const { unsettled, drifted, irreversible, campaignId } = preview;
  return (
    <>
      {unsettled ? (
        <Callout
          tone="warning"
          title={`${counted(unsettled, "item")} without a settled answer`}
          actions={
            <Link
              href={`/campaigns/${campaignId}/tasks` as Route}
              className={buttonVariants({ variant: "outline", size: "sm" })}
            >
              See the tasks
            </Link>
          }
        >
          Conflicts, nobody to ask, changed since, or paused. Until each is settled the campaign closes only with
          exceptions, signed by compliance.
        </Callout>
      ) : null}
      {drifted.widened ? (
        <Callout tone="warning" title={`${counted(drifted.widened, "right")} became wider since the review`}>
          What was decided about them no longer counts: they are asked about again.
        </Callout>
      ) : null}
      {drifted.narrowed + drifted.gone ? (
        <Callout>
          {counted(drifted.narrowed, "right")} became narrower since the review, and {counted(drifted.gone, "right")}{" "}
          {drifted.gone === 1 ? "is" : "are"} gone already: there is nothing left to take away.
        </Callout>
      ) : null}
      {irreversible ? (
        <Callout tone="danger" title={`${counted(irreversible, "credential")} cannot be given back`}>
          A revoked credential stays revoked. Whoever needs it again gets a new one.
        </Callout>
      ) : null}
    </>
  );
}

function Over({ campaign: { id, state, launchedAt } }: { campaign: CampaignSeen }) {
  if (state === "cancelled") {
    return <EmptyState title="Cancelled" description="What was decided stays on record, and nothing was taken away." />;
  }
  if (launchedAt === null) {
    return <EmptyState title="Not launched yet" description="There is nothing to close before anybody was asked." />;
  }
  return (
    <EmptyState
      title="Closed already"
      description="What was decided is being applied, or was. The remediation shows each right with its proof."
      actions={
        <Link href={`/campaigns/${id}/remediation` as Route} className={buttonVariants({})}>
          See the remediation
        </Link>
      }
    />
  );
}
