import { DECISION_LABELS, type ItemKind } from "../../terms";
import type { ItemView } from "../../views";
import type { PastEvent, PastReview } from "./queries";

const WHAT: Record<ItemKind, Record<string, string>> = {
  entitlement: { requested: "Asked for", replaced: "Narrowed or prolonged", approved: "Approved" },
  owner: { owner: "Became its owner", deputy: "Became its deputy", sponsor: "Became its sponsor" },
  credential: { created: "Issued" },
  purpose: { version: "A new version of the agent: changed" },
  dependency: { added: "Added to the agent", accepted: "Tools accepted:" },
};

/** What happened to a right, and what earlier campaigns said of it, as sentences, the latest first. */
export function historyOf(
  kind: ItemKind,
  past: readonly PastEvent[],
  reviews: readonly PastReview[],
): ItemView["history"] {
  const told = past.map(({ at, what, note, byName }) => {
    const words = WHAT[kind][what] ?? what;
    const quoted = kind === "entitlement" && note ? `: “${note}”` : note ? ` ${note}` : "";
    return { at, sentence: `${words}${quoted}`, byName };
  });
  const reviewed = reviews.map(({ at, campaignName, decision, byName }) => ({
    at,
    sentence: `${DECISION_LABELS[decision]} in “${campaignName}”`,
    byName,
  }));
  return [...told, ...reviewed].sort((a, b) => b.at.getTime() - a.at.getTime());
}

const DRIFTS: Record<ItemView["drift"], string | null> = {
  same: null,
  narrowed: "It is narrower now than when the campaign began. What is shown is how it stands now.",
  widened:
    "It was widened since the campaign began. What is shown is how it stands now, and that is what you decide about.",
  gone: "It is gone: nothing is left to decide.",
};
export const driftSentence = (drift: ItemView["drift"]): string | null => DRIFTS[drift];
