/** The closed lists of identities and credentials, with the labels people read. Safe for the browser. */
export const INSTANCE_STATES = ["active", "stopped", "retired"] as const;
export type InstanceState = (typeof INSTANCE_STATES)[number];

export const CREDENTIAL_KINDS = ["key", "federated", "secret"] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** What a credential is worth, strongest first. */
export const STRENGTHS = ["attested", "federated", "own_key", "secret"] as const;
export type Strength = (typeof STRENGTHS)[number];
export const STRENGTH_LABELS: Record<Strength, string> = {
  attested: "Attested hardware",
  federated: "Federated workload",
  own_key: "Own key",
  secret: "Shared secret (weak)",
};

export const CREDENTIAL_STATES = ["active", "overlap", "revoked", "expired"] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** Rotation is due after this many days, by the tier of the agent; without a tier as the strictest. */
export const ROTATION_DAYS_BY_TIER = { low: 90, moderate: 90, high: 60, critical: 30 } as const;
/** How many days an overdue credential is still accepted, by tier. After them it is ended. */
export const GRACE_DAYS_BY_TIER = { low: 30, moderate: 30, high: 14, critical: 7 } as const;
/** This many days before it is due, a rotation counts as due soon. */
export const SOON_DAYS = 14;

/** How long a replaced credential may still be accepted, in hours. */
export const OVERLAP_HOURS = { least: 0, usual: 24, most: 168 } as const;

export const LIMITS = { name: 80, label: 120, subject: 300, jwk: 8_000, reason: 1_000, url: 300, page: 50 } as const;
/** Living instances of one agent, living credentials of one instance. */
export const MOST_INSTANCES = 200;
export const MOST_CREDENTIALS = 10;

export const KIND_LABELS: Record<CredentialKind, string> = {
  key: "Own key",
  federated: "Workload issuer",
  secret: "Secret",
};
export const INSTANCE_STATE_LABELS: Record<InstanceState, string> = {
  active: "Active",
  stopped: "Stopped",
  retired: "Retired",
};
export const CREDENTIAL_STATE_LABELS: Record<CredentialState, string> = {
  active: "Active",
  overlap: "Being replaced",
  revoked: "Revoked",
  expired: "Ended",
};

/** Where the rotation of a living credential stands; `none` for one that has ended. */
export const DUE_STATES = ["overdue", "soon", "later", "none"] as const;
export type DueState = (typeof DUE_STATES)[number];
export const DUE_LABELS: Record<DueState, string> = {
  overdue: "Overdue",
  soon: "Due soon",
  later: "Not yet due",
  none: "Ended",
};

export const CREDENTIAL_SORTS = ["due", "created", "used", "agent"] as const;
export type CredentialSort = (typeof CREDENTIAL_SORTS)[number];

/** What ended a credential without a person. */
const END_CAUSES = ["overlap_over", "term_over", "never_rotated", "decommissioned"] as const;
export type EndCause = (typeof END_CAUSES)[number];
export const END_CAUSE_LABELS: Record<EndCause, string> = {
  overlap_over: "It was replaced, and the time for both is over.",
  term_over: "The end that was set for it has come.",
  never_rotated: "It was not rotated in time.",
  decommissioned: "Its agent was decommissioned.",
};

/** How it was shown that an ended credential is refused. */
const PROOFS = ["not_accepted", "tried"] as const;
export type Proof = (typeof PROOFS)[number];
