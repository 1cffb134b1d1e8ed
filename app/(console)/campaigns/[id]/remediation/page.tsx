import { CircleCheckBig } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/guards";
import { CampaignHeader } from "@/components/campaigns/closing/campaign-header";
import { ExceptionsForm } from "@/components/campaigns/closing/exceptions-form";
import { FinishCard } from "@/components/campaigns/closing/finish-card";
import { RefreshWhile } from "@/components/campaigns/closing/refresh-while";
import { RemediationList } from "@/components/campaigns/closing/remediation-list";
import { SignedExceptions } from "@/components/campaigns/closing/signed-exceptions";
import { StateFilter } from "@/components/campaigns/closing/state-filter";
import { Waves } from "@/components/campaigns/closing/waves";
import { LongWorkStrip } from "@/components/campaigns/progress/long-work";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { can } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import {
  type FinishView,
  getCampaign,
  listRemediations,
  listWaves,
  readFinish,
  readLongWork,
  type WaveView,
} from "@/lib/campaigns";
import type { Context } from "@/lib/context";
import {
  beginExceptionsSigningAction,
  finishCampaignAction,
  signExceptionsAction,
  undoRemediationAction,
  withdrawRemediationAction,
} from "./actions";
import { type RemediationSearch, remediationHref, remediationSearchOf } from "./search-params";

export const metadata: Metadata = { title: "Remediation" };

const GIVE_BACK = { undo: undoRemediationAction, withdraw: withdrawRemediationAction };
const EXCEPTIONS = { begin: beginExceptionsSigningAction, sign: signExceptionsAction };
const EXCEPTION_DAYS = 90;

/** What is taken away, in waves, with the proof that it is gone; and what is left to sign for (C6). */
export default async function RemediationPage({ params, searchParams }: PageProps<"/campaigns/[id]/remediation">) {
  const [{ id }, given, ctx] = await Promise.all([params, searchParams, requireContext()]);
  const campaign = await orNotFound(getCampaign(ctx, id));
  const waves = await listWaves(ctx, id);
  return (
    <>
      <CampaignHeader
        campaign={campaign}
        tab="remediation"
        page="Remediation"
        description="What was withdrawn is taken away in waves. The decision point is asked before and after: only what it denies counts as gone."
      />
      {campaign.remediated ? (
        <After ctx={ctx} id={id} waves={waves} search={remediationSearchOf(given)} />
      ) : (
        <EmptyState
          title="Nothing was taken away yet"
          description="The remediation begins with the close of the campaign."
          actions={
            <Link href={`/campaigns/${id}/close` as Route} className={buttonVariants({ variant: "outline" })}>
              See what the close would do
            </Link>
          }
        />
      )}
    </>
  );
}

interface AfterProps {
  ctx: Context;
  id: string;
  waves: readonly WaveView[];
  search: RemediationSearch;
}

async function After({ ctx, id, waves, search }: AfterProps) {
  const [page, finish, work] = await Promise.all([
    listRemediations(ctx, { campaignId: id, ...search }),
    readFinish(ctx, id),
    readLongWork(ctx, id),
  ]);
  const giveBack = can(ctx.actor, "campaigns.undo") ? GIVE_BACK : null;
  const over = finish.state === "closed" || finish.state === "closed_with_exceptions";
  const steps = work.filter(({ finishedAt }) => finishedAt === null);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <RefreshWhile on={!over && isMoving(waves, ctx.now)} />
      <LongWorkStrip steps={steps} waitsForLaunch={false} now={ctx.now} />
      {over ? null : <FinishCard finish={finish} act={finishCampaignAction} />}
      {waves.length ? <Waves campaignId={id} waves={waves} now={ctx.now} actions={giveBack} /> : null}
      <Exceptions finish={finish} now={ctx.now} />
      {waves.length ? (
        <section aria-label="Each remediation" className="grid gap-3">
          <StateFilter
            counts={page.counts}
            current={search.state}
            hrefOf={(state) => remediationHref(id, { state, wave: search.wave })}
          />
          <RemediationList lines={page.lines} actions={giveBack} />
          <Pages id={id} search={search} next={page.next} />
        </section>
      ) : (
        <EmptyState icon={<CircleCheckBig />} title="Everything was kept" description="Nothing had to be taken away." />
      )}
    </div>
  );
}

/** Whether the worker does something of it now: what waits for a later wave does not move. */
function isMoving(waves: readonly WaveView[], now: Date): boolean {
  return waves.some(
    ({ states, applyAt }) => (states.applied ?? 0) > 0 || ((states.planned ?? 0) > 0 && applyAt <= now),
  );
}

function Exceptions({ finish, now }: { finish: FinishView; now: Date }) {
  const open = finish.needs.filter(({ signed }) => signed === null);
  const until = new Date(now.getTime() + EXCEPTION_DAYS * 86_400_000).toISOString().slice(0, 10);
  const signable = finish.state === "verifying" && finish.running === 0 && open.length > 0;
  return (
    <>
      <SignedExceptions needs={finish.needs} />
      {signable ? (
        <Card>
          <CardHeader
            title="Left open"
            description="Settle each, or let it stay for a while: with a reason, what limits it meanwhile, and an end."
          />
          <CardContent>
            <ExceptionsForm
              campaignId={finish.campaignId}
              needs={open}
              until={until}
              sign={finish.abilities.sign}
              actions={EXCEPTIONS}
            />
          </CardContent>
        </Card>
      ) : null}
    </>
  );
}

function Pages({ id, search, next }: { id: string; search: RemediationSearch; next: number | null }) {
  if (!search.after && next === null) return null;
  const link = buttonVariants({ variant: "outline", size: "sm" });
  return (
    <nav aria-label="Pages" className="flex gap-2">
      {search.after ? (
        <Link href={remediationHref(id, { ...search, after: 0 }) as Route} className={link}>
          First page
        </Link>
      ) : null}
      {next === null ? null : (
        <Link href={remediationHref(id, { ...search, after: next }) as Route} className={link}>
          Next page
        </Link>
      )}
    </nav>
  );
}
