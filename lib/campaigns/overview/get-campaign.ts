import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { isRemediated } from "../stages/rules";
import type { CampaignDetail } from "../views";
import { steerAbilities } from "./abilities";
import { rowOf } from "./list-campaigns";
import { planNames } from "./plan-names";
import { selectCampaign } from "./queries";
import { seenCampaign } from "./sight";
import type { SteerAbilities } from "./views";

export interface CampaignSeen extends CampaignDetail {
  launchAt: Date | null;
  pausedAt: Date | null;
  /** Whether its remediation began. */
  remediated: boolean;
  /** What the teams, people and agents of the plan are called, by id. */
  names: Map<string, string>;
  abilities: SteerAbilities;
}

/**
 * One campaign: what it is, how it stands, and what the reader may do about it (C1).
 * @throws CountersignError `not_found`
 */
export async function getCampaign(ctx: Context, id: string): Promise<CampaignSeen> {
  const found = await selectCampaign(await seenCampaign(ctx, id));
  if (!found) throw notFound("campaign");
  const { plan, timeZone, definition, launchedBy, fallback, snapshotDigest, stateReason, version } = found;
  return {
    ...rowOf(found),
    ...{ plan, timeZone, definition, launchedBy, fallback, snapshotDigest, stateReason, version },
    launchAt: found.launchAt,
    pausedAt: found.pausedAt,
    remediated: isRemediated(found),
    names: await planNames(plan),
    abilities: steerAbilities(ctx, found),
  };
}
