/** What is left alone, and the words for it (O3, O4). */

export const ATTENTION_VIEWS = ["queue", "orphans", "dormant", "stale", "received", "handovers"] as const;
export type AttentionView = (typeof ATTENTION_VIEWS)[number];

const ATTENTION_ACTIONS = ["claim", "name", "queue", "suspend", "decommission", "ask", "confirm", "keep"] as const;
export type AttentionAction = (typeof ATTENTION_ACTIONS)[number];

/** Days without use after which an active agent counts as dormant, unless the address says otherwise. */
export const DORMANT_DAYS = 90;
export const DORMANT_CHOICES = [30, 60, 90, 180, 365] as const;

/** An owner is asked about one agent at most once in so many days. */
export const ASK_AGAIN_DAYS = 7;

/** What a claim or a naming is for: the seat that nobody active holds; null where both are held. */
export type MissingSeat = "owner" | "sponsor" | null;
