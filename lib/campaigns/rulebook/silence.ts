import type { Tier } from "@/lib/risk/terms";
import type { CampaignRules, ItemState, Mark, Silence, Strategy } from "../terms";

export interface SilentItem {
  tier: Tier;
  state: ItemState;
  /** How often in a row nobody answered for it before. */
  silences: number;
  marks: readonly Mark[];
  strategy: Strategy;
}

/**
 * What happens to an item on which nobody answered in time (C3). A second silence in a row is never "keep", nor is it when nobody
 * could be asked or the votes contradict each other: such an item is suspended, which can be undone. Whoever was asked after an
 * escalation was the last to be asked.
 */
export function silenceFor(item: SilentItem, rules: Pick<CampaignRules, "silence">): Silence {
  const { tier, state, silences, marks, strategy } = item;
  const rule = rules.silence[tier][silences === 0 ? "first" : "second"];
  if (rule === "suspend_and_alert") return rule;
  if (state === "no_reviewer" || state === "conflict") return "suspend";
  const lastAsked = marks.includes("escalated") || marks.includes("second_look");
  if (rule === "escalate") return lastAsked ? "suspend" : "escalate";
  const mayKeep = silences === 0 && (tier === "low" || tier === "moderate");
  if (strategy === "accepted_unless_denied" && mayKeep) return "keep";
  return rule === "keep" && !mayKeep ? "suspend" : rule;
}
