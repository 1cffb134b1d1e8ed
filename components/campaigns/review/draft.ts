import { type ItemDecision, LIMITS, REASONS } from "@/lib/campaigns/terms";
import type { ReviewItem } from "./types";

/** What somebody has chosen and written of one item and not saved yet. */
export interface Draft {
  decision: ItemDecision;
  reason: string | null;
  text: string;
  /** Of a transfer: whom to. */
  person: { value: string; label: string } | null;
}

export const emptyDraft = (decision: ItemDecision): Draft => ({ decision, reason: null, text: "", person: null });

/** Why it cannot be saved yet; null: it can. */
export function missingOf(draft: Draft, { correcting }: { correcting: boolean }): string | null {
  if (draft.reason === null) return "Choose a reason.";
  if (draft.decision === "transfer" && !draft.person) return "Choose whom to hand it on to.";
  const needsText = draft.reason === "other" || correcting;
  if (needsText && draft.text.trim().length < LIMITS.reasonLeast) {
    return `Say why in words, with at least ${LIMITS.reasonLeast} characters.`;
  }
  return null;
}

/** What goes with the decision: the narrower grants of a reduce, the person of a transfer. */
export function changeOf(draft: Draft, item: ReviewItem): unknown {
  if (draft.decision === "reduce") return item.narrower?.parts;
  return draft.decision === "transfer" && draft.person ? { personId: draft.person.value } : undefined;
}

const keyOf = (scope: string, number: number) => `countersign-review:${scope}:${number}`;

/** Kept in this browser until it is saved: nothing typed is lost with the tab. `scope`: person and campaign. */
export function keepDraft(scope: string, number: number, draft: Draft | null): void {
  try {
    if (draft && (draft.reason !== null || draft.text || draft.person)) {
      localStorage.setItem(keyOf(scope, number), JSON.stringify(draft));
    } else localStorage.removeItem(keyOf(scope, number));
  } catch {
    // A browser that keeps nothing loses the draft with the tab, and nothing else.
  }
}

export function keptDraft(scope: string, number: number): Draft | null {
  try {
    return draftFrom(JSON.parse(localStorage.getItem(keyOf(scope, number)) ?? "null"));
  } catch {
    return null;
  }
}

/** What was kept, if it is still a draft that makes sense. */
export function draftFrom(kept: unknown): Draft | null {
  if (typeof kept !== "object" || kept === null) return null;
  const { decision, reason, text, person } = kept as Record<string, unknown>;
  if (typeof decision !== "string" || !(decision in REASONS) || typeof text !== "string") return null;
  const known = decision as ItemDecision;
  return {
    decision: known,
    reason: typeof reason === "string" && REASONS[known].includes(reason) ? reason : null,
    text: text.slice(0, LIMITS.text),
    person: isPerson(person) ? { value: person.value, label: person.label } : null,
  };
}

function isPerson(kept: unknown): kept is { value: string; label: string } {
  if (typeof kept !== "object" || kept === null) return false;
  const { value, label } = kept as Record<string, unknown>;
  return typeof value === "string" && typeof label === "string";
}
