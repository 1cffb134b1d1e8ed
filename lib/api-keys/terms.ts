/** What a key is for: reporting what happened, or reading the numbers that an auditor of its team sees. */
export const PURPOSES = ["report", "read"] as const;
export type Purpose = (typeof PURPOSES)[number];
export const PURPOSE_LABELS: Record<Purpose, string> = { report: "Reports events", read: "Reads numbers" };

/** What holds the key. */
export const KINDS = ["gateway", "agent", "collector", "other"] as const;
export type KeyKind = (typeof KINDS)[number];
export const KIND_LABELS: Record<KeyKind, string> = {
  gateway: "Gateway",
  agent: "Agents' runtime",
  collector: "Collector",
  other: "Other program",
};

const KEY_STATES = ["active", "expired", "revoked"] as const;
export type KeyState = (typeof KEY_STATES)[number];
export const KEY_STATE_LABELS: Record<KeyState, string> = { active: "Active", expired: "Expired", revoked: "Revoked" };

export const LIMITS = { nameLength: 80, mostDays: 365, minRate: 1, maxRate: 50_000, rate: 5_000 } as const;
