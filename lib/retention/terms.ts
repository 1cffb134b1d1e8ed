/** Words and bounds of keeping, holding and erasing. Safe for the browser. */
/** From the shortest kept to the longest: none may be kept longer than the next. */
export const RETENTION_CLASSES = ["operational", "security", "evidence"] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

export const CLASS_LABELS: Record<RetentionClass, string> = {
  operational: "Operational",
  security: "Security",
  evidence: "Evidence",
};

export const CLASS_NOTES: Record<RetentionClass, string> = {
  operational: "Calls that agents and gateways reported, and how messages were delivered.",
  security: "Sign-ins, sessions, tokens, people and their roles.",
  evidence: "What was decided, registered, granted, approved, certified and changed.",
};

/** The shortest and longest time anything is kept, in months (L3), and the shortest for evidence. */
export const MONTHS = { least: 6, most: 84, leastEvidence: 12 } as const;

export const HOLD_KINDS = ["everything", "agent", "person", "correlation"] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

export const HOLD_KIND_LABELS: Record<HoldKind, string> = {
  everything: "Everything",
  agent: "One agent",
  person: "One person",
  correlation: "One story",
};

const HOLD_STATES = ["asked", "active", "lift_asked", "lifted", "refused"] as const;
export type HoldState = (typeof HOLD_STATES)[number];

export const HOLD_STATE_LABELS: Record<HoldState, string> = {
  asked: "Waits for a second person",
  active: "In force",
  lift_asked: "In force, to be lifted",
  lifted: "Lifted",
  refused: "Refused",
};

export type ErasureState = "asked" | "done" | "refused";

export const ERASURE_STATE_LABELS: Record<ErasureState, string> = {
  asked: "Waits for a second person",
  done: "Erased",
  refused: "Refused",
};

/** What a person is called from their erasure on. */
export const ERASED_NAME = "Erased person";

/** "6 months", "2 years", "1 year 6 months". */
export function monthsText(months: number): string {
  const [years, rest] = [Math.floor(months / 12), months % 12];
  const parts = [
    years > 0 ? `${years} ${years === 1 ? "year" : "years"}` : "",
    rest > 0 || years === 0 ? `${rest} ${rest === 1 ? "month" : "months"}` : "",
  ];
  return parts.filter(Boolean).join(" ");
}
