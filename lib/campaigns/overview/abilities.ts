import { can, rolesFor, type Verb } from "@/lib/access";
import type { Actor } from "@/lib/context";
import type { CampaignState } from "../terms";
import type { SteerAbilities, SteerVerb } from "./views";

interface Rule {
  permission: Verb;
  states: readonly CampaignState[];
  /** Why not, in any other state. */
  otherwise: string;
}

const RULES: Record<SteerVerb, Rule> = {
  edit: {
    permission: "campaigns.launch",
    states: ["draft"],
    otherwise: "Only a draft can be edited: what was launched stays as it was launched.",
  },
  launch: { permission: "campaigns.launch", states: ["draft"], otherwise: "It is launched already." },
  pause: {
    permission: "campaigns.steer",
    states: ["active", "remediating"],
    otherwise: "Nothing of this campaign runs now.",
  },
  resume: { permission: "campaigns.steer", states: ["paused"], otherwise: "It is not paused." },
  cancel: {
    permission: "campaigns.steer",
    states: ["scheduled", "active", "paused", "deciding_closed"],
    otherwise: "It can be cancelled until its remediation begins.",
  },
  close: {
    permission: "campaigns.close",
    states: ["deciding_closed"],
    otherwise: "It is closed when its reviews are over.",
  },
};

/** What the actor may do with a campaign in this state, and if not why. */
export function steerAbilities(
  actor: Actor,
  campaign: { state: CampaignState; teamId: string | null },
): SteerAbilities {
  const ability = (verb: SteerVerb) => {
    const { permission, states, otherwise } = RULES[verb];
    if (!can(actor, permission, { teamId: campaign.teamId })) {
      return { allowed: false as const, reason: `This needs the role ${rolesFor(permission).join(" or ")}.` };
    }
    if (!states.includes(campaign.state)) return { allowed: false as const, reason: otherwise };
    return { allowed: true as const };
  };
  return {
    edit: ability("edit"),
    launch: ability("launch"),
    pause: ability("pause"),
    resume: ability("resume"),
    cancel: ability("cancel"),
    close: ability("close"),
  };
}
