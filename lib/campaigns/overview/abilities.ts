import type { Verb } from "@/lib/access";
import type { Context } from "@/lib/context";
import { refusalOf } from "../guard";
import { editRefusal } from "../launch/rules";
import { type Steered, steerRefusal } from "../stages/rules";
import type { Ability } from "../views";
import type { SteerAbilities } from "./views";

/** What the reader may do with a campaign as it stands, and if not why: by the rules that the verbs enforce. */
export function steerAbilities(ctx: Context, campaign: Steered & { teamId: string | null }): SteerAbilities {
  const ability = (verb: Verb, refusal: string | null): Ability => {
    const reason = refusalOf(ctx, verb, campaign.teamId) ?? refusal;
    return reason === null ? { allowed: true } : { allowed: false, reason };
  };
  return {
    edit: ability("campaigns.launch", editRefusal(campaign.state)),
    pause: ability("campaigns.steer", steerRefusal("pause", campaign)),
    resume: ability("campaigns.steer", steerRefusal("resume", campaign)),
    cancel: ability("campaigns.steer", steerRefusal("cancel", campaign)),
  };
}
