/** The words of the organisation's own policies. Safe for the browser. */

/** One version is written, waits for its second person, is in force, or has gone one of the ways out. */
export const VERSION_STATES = ["draft", "proposed", "published", "superseded", "withdrawn", "rejected"] as const;
export type VersionState = (typeof VERSION_STATES)[number];
export const VERSION_STATE_LABELS: Record<VersionState, string> = {
  draft: "Draft",
  proposed: "Waits for a second person",
  published: "In force",
  superseded: "Superseded",
  withdrawn: "Withdrawn",
  rejected: "Rejected",
};

/** What a proposed version does once it is published. */
const PROPOSAL_KINDS = ["change", "rollback", "retirement"] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

export const POLICY_LIMITS = {
  name: 120,
  description: 1000,
  /** Characters of Cedar text in one policy, and rules in it. */
  text: 20_000,
  lines: 1_000,
  rules: 50,
  tests: 100,
  testName: 160,
  note: 500,
  reason: 500,
  /** Bytes of one test's arguments. */
  arguments: 8_000,
  /** Recorded decisions that are decided again, the newest first. */
  replayed: 20_000,
  replayDays: 90,
  /** Flips that are kept with a proposal, each with its decision. */
  flips: 200,
} as const;
