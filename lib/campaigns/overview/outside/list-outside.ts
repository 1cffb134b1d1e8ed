import type { Context } from "@/lib/context";
import { targetText } from "@/lib/entitlements/present";
import { selectCampaign } from "../queries";
import { seenCampaign } from "../sight";
import type { OutsideList } from "../views";
import { selectOutside } from "./queries";

const MOST = 100;

/**
 * Agents and grants within the scope that came after the launch: not in this campaign, and which campaign asks about them instead (C7).
 * @throws CountersignError `not_found`
 */
export async function listOutside(ctx: Context, id: string): Promise<OutsideList> {
  const campaign = await selectCampaign(await seenCampaign(ctx, id));
  if (!campaign?.launchedAt) return { rows: [], more: false };
  const { scope, kinds } = campaign.plan;
  const found = await selectOutside(campaign.id, { since: campaign.launchedAt, scope, kinds, limit: MOST + 1 });
  const rows = found.slice(0, MOST).map(({ server, tool, campaignId, campaignName, ...row }) => ({
    ...row,
    right: server === null ? null : targetText({ server, tool }),
    campaign: campaignId === null ? null : { id: campaignId, name: campaignName ?? campaignId },
  }));
  return { rows, more: found.length > MOST };
}
