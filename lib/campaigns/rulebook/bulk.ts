import type { Tier } from "@/lib/risk/terms";
import { DECISIONS_OF, type ItemDecision, type ItemKind, LIMITS, type Mark } from "../terms";
import type { Refusal } from "./reassigning";

export interface BulkItem {
  number: number;
  agentId: string;
  kind: ItemKind;
  tier: Tier;
  marks: readonly Mark[];
}

/**
 * Whether so many items may be decided by one press (C5): within one agent, and no more than fit on a screen. What each needs for
 * itself cannot be said of many: reduce and transfer are for one item.
 */
export function bulkRefusal(items: readonly BulkItem[], decision: ItemDecision): Refusal | null {
  if (items.length > LIMITS.bulk) return { code: "invalid", reason: `Decide ${LIMITS.bulk} at once at most.` };
  if (decision !== "keep" && decision !== "revoke") {
    return { code: "invalid", reason: "What to reduce to, or whom to hand on to, is said of one item at a time." };
  }
  if (new Set(items.map(({ agentId }) => agentId)).size > 1) {
    return { code: "unmet", reason: "Decide at once only what belongs to one agent." };
  }
  return null;
}

/** Why this one has to be opened by itself; null when it may go with the others. */
export function aloneBecause({ kind, tier, marks }: BulkItem, decision: ItemDecision): string | null {
  if (tier === "high" || tier === "critical") return "High and critical rights are opened one by one.";
  if (marks.includes("second_look")) return "A second look is taken one by one.";
  return DECISIONS_OF[kind].includes(decision) ? null : "This cannot be said of a right of this kind.";
}
