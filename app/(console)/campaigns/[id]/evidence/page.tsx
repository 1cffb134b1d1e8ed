import type { Metadata } from "next";
import { orNotFound } from "@/app/(console)/guards";
import { CampaignHeader } from "@/components/campaigns/closing/campaign-header";
import { RefreshWhile } from "@/components/campaigns/closing/refresh-while";
import { HowToVerify } from "@/components/campaigns/packs/how-to-verify";
import { MakePack } from "@/components/campaigns/packs/make-pack";
import { PackList } from "@/components/campaigns/packs/pack-list";
import { requireContext } from "@/lib/auth";
import { type Ability, getCampaign, listPacks, type PackView } from "@/lib/campaigns";
import { askPackAction } from "./actions";

export const metadata: Metadata = { title: "Evidence" };

/** The evidence of a campaign as files that stand on their own (C8). */
export default async function EvidencePage({ params }: PageProps<"/campaigns/[id]/evidence">) {
  const [{ id }, ctx] = await Promise.all([params, requireContext()]);
  const [campaign, packs] = await orNotFound(Promise.all([getCampaign(ctx, id), listPacks(ctx, id)]));
  return (
    <>
      <CampaignHeader
        campaign={campaign}
        tab="evidence"
        page="Evidence"
        description="One file with everything that was asked, said and done: a PDF for people, JSON Lines for machines, digests and the log's proofs."
        actions={
          <MakePack campaignId={id} ability={abilityOf(campaign.launchedAt !== null, packs)} ask={askPackAction} />
        }
      />
      <RefreshWhile on={packs.some(isUnderWay)} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <PackList campaignId={id} packs={packs} />
        <HowToVerify />
      </div>
    </>
  );
}

const isUnderWay = ({ state }: PackView) => state === "waiting" || state === "building" || state === "anchoring";

function abilityOf(launched: boolean, packs: readonly PackView[]): Ability {
  if (!launched) return { allowed: false, reason: "There is no evidence before the launch." };
  if (packs.some(isUnderWay)) return { allowed: false, reason: "One is being made already." };
  return { allowed: true };
}
