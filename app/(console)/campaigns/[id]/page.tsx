import type { Metadata, Route } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/guards";
import { auditHref } from "@/components/audit/hrefs";
import { CampaignTabs } from "@/components/campaigns/closing/campaign-tabs";
import { CampaignStateBadge } from "@/components/campaigns/list/state-badge";
import { Figures } from "@/components/campaigns/progress/figures";
import { LongWorkStrip } from "@/components/campaigns/progress/long-work";
import { Standing } from "@/components/campaigns/progress/standing";
import { SteerButtons } from "@/components/campaigns/progress/steer-buttons";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { type CampaignSeen, getCampaign, type LongWork, readLongWork, readProgress } from "@/lib/campaigns";
import { CAMPAIGN_KIND_LABELS, type CampaignState } from "@/lib/campaigns/terms";
import { cancelCampaignAction, pauseCampaignAction, resumeCampaignAction } from "../actions";
import { detailParamsOf } from "./search-params";
import { TabBody } from "./tab-body";

export const metadata: Metadata = { title: "Campaign" };

const ACTIONS = { pause: pauseCampaignAction, resume: resumeCampaignAction, cancel: cancelCampaignAction };
const STEERED: readonly CampaignState[] = ["scheduled", "active", "paused", "deciding_closed", "remediating"];
const ASKS: readonly CampaignState[] = ["active", "paused"];

/** One campaign: how it stands, by stage, reviewer, tier and day, and what can be done about it (C1). */
export default async function CampaignPage({ params, searchParams }: PageProps<"/campaigns/[id]">) {
  const ctx = await requireContext();
  const { id } = await params;
  const { tab, search } = detailParamsOf(await searchParams);
  const [campaign, progress, steps] = await orNotFound(
    Promise.all([getCampaign(ctx, id), readProgress(ctx, id), readLongWork(ctx, id)]),
  );
  const begun = campaign.launchedAt !== null;
  const chosen = begun ? tab : "plan";
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Campaigns", href: "/campaigns" as Route }, { label: campaign.name }]}
        title={<LiteralText text={campaign.name} />}
        badges={
          <>
            <CampaignStateBadge state={campaign.state} />
            <Badge tone="outline">{CAMPAIGN_KIND_LABELS[campaign.kind]}</Badge>
          </>
        }
        description={<Standing campaign={campaign} />}
        actions={
          <>
            {STEERED.includes(campaign.state) ? (
              <SteerButtons
                campaign={{ id, version: campaign.version, paused: campaign.state === "paused" }}
                abilities={campaign.abilities}
                actions={ACTIONS}
              />
            ) : null}
            <Ways campaign={campaign} />
          </>
        }
      />
      <LongWorkStrip steps={running(steps)} waitsForLaunch={isDue(campaign, ctx.now)} now={ctx.now} />
      {begun ? <Figures campaign={campaign} progress={progress} /> : null}
      <CampaignTabs campaign={campaign} current={chosen} />
      <TabBody ctx={ctx} campaign={campaign} progress={progress} tab={chosen} search={search} />
    </>
  );
}

function Ways({ campaign: { id, state, abilities } }: { campaign: CampaignSeen }) {
  const to = (path: string, label: string) => (
    <Link href={`/campaigns/${id}/${path}` as Route} className={buttonVariants()}>
      {label}
    </Link>
  );
  return (
    <>
      <Link href={auditHref({ targetId: id })} prefetch={false} className={buttonVariants({ variant: "outline" })}>
        Audit log
      </Link>
      {ASKS.includes(state) ? (
        <a href={`/campaigns/${id}/open-items`} download className={buttonVariants({ variant: "outline" })}>
          Open items as CSV
        </a>
      ) : null}
      {abilities.edit.allowed ? to("edit", "Go on editing") : null}
      {state === "deciding_closed" ? to("close", "Look at the effects") : null}
    </>
  );
}

const running = (steps: readonly LongWork[]) => steps.filter(({ finishedAt }) => finishedAt === null);

function isDue({ state, launchAt }: CampaignSeen, now: Date): boolean {
  return state === "scheduled" && (launchAt === null || launchAt <= now);
}
