import type { Context } from "@/lib/context";
import { refusalOf } from "../guard";
import type { CampaignRecord } from "../store";
import { CAMPAIGN_STATE_LABELS } from "../terms";
import type { Ability } from "../views";

const ability = (...reasons: (string | null)[]): Ability => {
  const reason = reasons.find((one) => one !== null);
  return reason ? { allowed: false, reason } : { allowed: true };
};

/** Why the close cannot be asked for as the campaign stands; null: it can. */
export function askRefusal(campaign: Pick<CampaignRecord, "state" | "closeAskedById">): string | null {
  if (campaign.state !== "deciding_closed") {
    return `The campaign is ${CAMPAIGN_STATE_LABELS[campaign.state].toLowerCase()}: it can be closed once the reviews are over.`;
  }
  return campaign.closeAskedById ? "The close waits for a second person." : null;
}

/** Why this close cannot be confirmed by this person; null: it can. */
export function confirmRefusal(
  campaign: Pick<CampaignRecord, "state" | "closeAskedById">,
  personId: string,
): string | null {
  if (campaign.state !== "deciding_closed" || !campaign.closeAskedById) return "No close waits for a second person.";
  return campaign.closeAskedById === personId ? "You asked for the close: somebody else has to confirm it." : null;
}

export function withdrawCloseRefusal(campaign: Pick<CampaignRecord, "state" | "closeAskedById">): string | null {
  return campaign.state === "deciding_closed" && campaign.closeAskedById ? null : "No close waits for a second person.";
}

/** What the reader may do about the close, by the rules that the verbs enforce. */
export function closeAbilities(
  ctx: Context,
  campaign: CampaignRecord,
): Record<"ask" | "confirm" | "withdraw", Ability> {
  const { teamId } = campaign;
  return {
    ask: ability(refusalOf(ctx, "campaigns.close", teamId), askRefusal(campaign)),
    confirm: ability(refusalOf(ctx, "campaigns.confirmClose", teamId), confirmRefusal(campaign, ctx.actor.id)),
    withdraw: ability(refusalOf(ctx, "campaigns.close", teamId), withdrawCloseRefusal(campaign)),
  };
}
