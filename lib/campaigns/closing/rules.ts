import type { Tier } from "@/lib/risk/terms";
import type { CampaignRules, ItemKind, ItemState, RemediationState } from "../terms";
import type { RemediationAction } from "./views";

/** Items whose decision stands when the decisions are over. */
export const STANDING_STATES: readonly ItemState[] = ["decided", "signed_off", "no_response"];
/** Items that nobody settled: they stay as they are, and the campaign closes with exceptions or not at all. */
export const UNSETTLED_STATES: readonly ItemState[] = ["pending", "conflict", "no_reviewer", "stale"];
export const WAVES = [0, 1, 2] as const;
export const WAVE_LABELS: Record<(typeof WAVES)[number], string> = {
  0: "Not used for 90 days or ever",
  1: "Used, tier low and moderate",
  2: "Used, tier high and critical; credentials",
};

/** Whether what was done can be given back within the window. */
export const isReversible = (kind: ItemKind, action: RemediationAction): boolean =>
  !(kind === "credential" && action === "revoke");

/** Percent with one decimal. */
export const shareOf = (part: number, all: number): number => (all === 0 ? 0 : Math.round((part / all) * 1_000) / 10);

/** Whether somebody else has to confirm the close, and the sentence that says why or why not (C6). */
export function secondPersonFor(
  { count, percent }: CampaignRules["secondPersonAbove"],
  { revocations, items }: { revocations: number; items: number },
): { needed: boolean; because: string } {
  const share = items === 0 ? 0 : (revocations / items) * 100;
  const lose = `${revocations === 1 ? "1 right is" : `${revocations} rights are`} taken away, ${shareOf(revocations, items)} % of all`;
  if (revocations > count) return { needed: true, because: `${lose}: more than ${count} need a second person.` };
  if (share > percent) return { needed: true, because: `${lose}: more than ${percent} % need a second person.` };
  return { needed: false, because: `${lose}: up to ${count} and ${percent} % one person is enough.` };
}

export const MOST_ATTEMPTS = 5;

/** How long until something that failed is tried again: a minute, doubled each time. */
export const backOffMs = (attempts: number): number => 60_000 * 2 ** Math.max(0, attempts - 1);

const isHigh = (tier: Tier) => tier === "high" || tier === "critical";

/**
 * Why an item keeps the campaign from closing without an exception; null: it does not. A right of tier high and above that was to be
 * taken away must be proved gone, not only said to be.
 */
export function whyOpen(item: {
  state: ItemState;
  tier: Tier;
  remediation: { action: RemediationAction; state: RemediationState; verified: boolean; error: string } | null;
}): string | null {
  if (UNSETTLED_STATES.includes(item.state)) return UNSETTLED_BECAUSE[item.state] ?? "Nobody settled it.";
  const { remediation } = item;
  if (!remediation) return null;
  const { action, state, verified, error } = remediation;
  if (state === "error") return error || "It could not be carried out.";
  const taken = action === "revoke" || action === "suspend";
  if (state === "done" && !verified && taken && isHigh(item.tier)) {
    return "A person says that it is done; the decision point did not prove it, as its tier asks for.";
  }
  return state === "manual" ? "Somebody still has to withdraw it outside this console." : null;
}

const UNSETTLED_BECAUSE: Partial<Record<ItemState, string>> = {
  pending: "Nobody answered: its agent was stopped while it was asked.",
  conflict: "The votes disagree, and nobody settled it.",
  no_reviewer: "Nobody could be asked.",
  stale: "It was widened after it was reviewed, and not reviewed again.",
};

/** Still under way: neither proved nor failed. */
export const RUNNING_STATES: readonly RemediationState[] = ["planned", "applied"];

/** Whether it can be given back now, and if not why. `until`: the end of the window. */
export function undoRefusal(
  row: { kind: ItemKind; action: RemediationAction; state: RemediationState; undoUntil: Date | null },
  now: Date,
): string | null {
  if (row.state === "planned") return "It was not carried out yet: take it out instead.";
  if (row.state === "withdrawn") return "It was taken out before it was carried out.";
  if (row.state === "undone") return "It was given back already.";
  if (!isReversible(row.kind, row.action)) return "A revoked credential cannot be given back: issue a new one.";
  if (row.action === "transfer") return "It was only offered: the offer is withdrawn on the page of the agent.";
  if (!row.undoUntil) return "Nothing was changed, so that there is nothing to give back.";
  return row.undoUntil <= now ? "The time in which it could be given back is over: ask for it anew." : null;
}

export function withdrawRefusal(row: { state: RemediationState }): string | null {
  return row.state === "planned" ? null : "It was carried out already: give it back instead.";
}
