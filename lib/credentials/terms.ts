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

/** Rotation is due after this many days at most (I4). */
export const ROTATION_DAYS = 90;
