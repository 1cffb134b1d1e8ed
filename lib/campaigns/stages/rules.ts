import type { CampaignState } from "../terms";

/** What compliance does with a campaign on its way. */
export type SteerAct = "pause" | "resume" | "cancel";

/** How far a campaign is, and where it goes on if it is paused. */
export interface Steered {
  state: CampaignState;
  pausedFrom: string | null;
}

/** Whether what was withdrawn is being taken away, or was: from here on nothing is decided any more. */
export function isRemediated({ state, pausedFrom }: Steered): boolean {
  const begun: readonly string[] = ["remediating", "verifying", "closed", "closed_with_exceptions"];
  return begun.includes(state === "paused" && pausedFrom ? pausedFrom : state);
}

const PAUSABLE: readonly CampaignState[] = ["active", "remediating"];
const CANCELLABLE: readonly CampaignState[] = ["scheduled", "active", "paused", "deciding_closed"];

/** Why this cannot be done with a campaign that stands like this, as verbs refuse it and buttons say it; null: it can. */
export function steerRefusal(act: SteerAct, { state, pausedFrom }: Steered): string | null {
  switch (act) {
    case "pause":
      return PAUSABLE.includes(state) ? null : "Nothing of this campaign runs now.";
    case "resume":
      return state === "paused" ? null : "This campaign is not paused.";
    case "cancel":
      return CANCELLABLE.includes(state) && !isRemediated({ state, pausedFrom })
        ? null
        : "It can be cancelled until its remediation begins, and is past that.";
  }
}
