import type { Tier } from "../../terms";
import type { Ability, PersonRef } from "../../views";

/** The words of overrides, safe for the browser. */

/** How long a person may set a tier instead of the computed one, in days: below what is computed only for a shorter time. */
export const RAISE_DAYS_MAX = 180;
export const LOWER_DAYS_MAX = 90;
/** How long a request to go by what is computed again waits for a second person. */
export const RELEASE_WAIT_DAYS = 30;

/** `held`: kept at a former tier because what is computed fell. `release`: a request to go by what is computed again. */
export type RequestKind = "raise" | "lower" | "release";
export type OverrideKind = "raise" | "lower" | "held" | "release";
export const OVERRIDE_KIND_LABELS: Record<OverrideKind, string> = {
  raise: "Raised",
  lower: "Lowered",
  held: "Held",
  release: "Back to what is computed",
};

const OVERRIDE_STATES = ["pending", "active", "ended", "rejected", "withdrawn"] as const;
export type OverrideState = (typeof OVERRIDE_STATES)[number];

/** Why an override is over, as a sentence's end. */
export const ENDED_LABELS: Record<string, string> = {
  expired: "its time was over",
  outgrown: "as much is computed now",
  facts_rose: "more is computed than it was agreed on",
  confirmed: "a second person confirmed what is computed",
  ended: "somebody ended it",
  replaced: "another override took its place",
  released: "two people agreed to go by what is computed",
  superseded: "the tier was raised meanwhile",
  decommissioned: "the agent was decommissioned",
};

/** One override or request as people read it. Instants are ISO 8601. */
export interface OverrideView {
  id: string;
  kind: OverrideKind;
  state: OverrideState;
  tier: Tier;
  computedTier: Tier;
  reason: string;
  requestedBy: PersonRef | null;
  requestedAt: string;
  decidedBy: PersonRef | null;
  decidedAt: string | null;
  expiresAt: string | null;
  endedAt: string | null;
  endedBy: PersonRef | null;
  endedReason: string;
}

export type OverrideAction = "override" | "approve" | "reject" | "withdraw" | "end" | "confirm";
export type OverrideAbilities = Record<OverrideAction, Ability>;
