import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { CampaignDetail } from "../views";
import { steerAbilities } from "./abilities";
import { rowOf } from "./list-campaigns";
import { selectCampaign } from "./queries";
import { seenCampaign } from "./sight";
import type { SteerAbilities } from "./views";

/**
 * One campaign: what it is, how it stands, and what the reader may do about it (C1).
 * @throws CountersignError `not_found`
 */
export async function getCampaign(
  ctx: Context,
  id: string,
): Promise<CampaignDetail & { launchAt: Date | null; pausedAt: Date | null; abilities: SteerAbilities }> {
  const found = await selectCampaign(await seenCampaign(ctx, id));
  if (!found) throw notFound("campaign");
  const { plan, timeZone, definition, launchedBy, fallback, snapshotDigest, stateReason, version } = found;
  return {
    ...rowOf(found),
    ...{ plan, timeZone, definition, launchedBy, fallback, snapshotDigest, stateReason, version },
    launchAt: found.launchAt,
    pausedAt: found.pausedAt,
    abilities: steerAbilities(ctx.actor, found),
  };
}
