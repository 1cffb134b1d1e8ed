/** The closed words and limits of passkeys. Safe for the browser. */

export const PASSKEY_LIMITS = {
  /** Keys that one person has at once. */
  most: 10,
  /** Whoever enrols a key has signed in within so many seconds: a session left open is not enough. */
  freshSeconds: 600,
  /** How long a browser has for one ceremony. */
  challengeSeconds: 300,
  /** Ceremonies of one person that may be open at once; the oldest gives way. */
  openChallenges: 10,
  nameLength: 60,
} as const;

export type DeviceType = "singleDevice" | "multiDevice";
export const DEVICE_LABELS: Record<DeviceType, string> = {
  singleDevice: "Stays on one device",
  multiDevice: "Synchronised between devices",
};

/** Why a signature was refused, as it is recorded. Each has its sentence in present.ts. */
const SIGNING_REFUSALS = [
  "unknown_challenge",
  "unknown_key",
  "revoked_key",
  "not_verified",
  "wrong_site",
  "counter_back",
  "bad_signature",
] as const;
export type SigningRefusal = (typeof SIGNING_REFUSALS)[number];

/** A key as its owner, or who looks after people, sees it. Instants are ISO 8601. */
export interface PasskeyRow {
  id: string;
  name: string;
  deviceType: DeviceType;
  backedUp: boolean;
  createdAt: string;
  lastUsedAt: string | null;
}
