import type { CampaignState, TaskKind } from "../../terms";

/** Whether settling it means to decide the item. */
export const needsDecision = (kind: TaskKind): boolean => kind === "conflict" || kind === "no_reviewer";

/** Why a task cannot be settled as it and its campaign stand; null: it can. */
export function settleRefusal(task: { kind: TaskKind; state: string; campaignState: CampaignState }): string | null {
  if (task.state !== "open") return "It was settled already.";
  if (!needsDecision(task.kind)) return null;
  if (task.campaignState === "active" || task.campaignState === "deciding_closed") return null;
  if (task.campaignState === "paused") return "The campaign is paused.";
  return "The close was confirmed without it: sign an exception for it.";
}

/** Somebody else can be asked while the campaign asks. */
export const mayName = (task: { kind: TaskKind; campaignState: CampaignState }): boolean =>
  task.kind === "no_reviewer" && task.campaignState === "active";
