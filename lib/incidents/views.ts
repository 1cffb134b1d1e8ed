import type { SwitchState, TargetKind } from "./terms";

export type Ability = { allowed: true } | { allowed: false; reason: string };

export interface Person {
  id: string;
  name: string;
}

/** What a throw did, counted in its own transaction. */
export interface SwitchCounts {
  /** Agents it covered that were not decommissioned. */
  agents: number;
  suspended: number;
  tokens: number;
  credentials: number;
  /** Requests for approval that waited, and approvals not yet used, that ended with it. */
  approvals: number;
  /** Decision points that were alive then. */
  points: number | null;
  /** Those that had neither confirmed nor run out when waiting ended. */
  behind: number;
  /** At the lift: let act again, and left suspended because somebody had moved them or a condition was not met. */
  resumed: number | null;
  kept: number | null;
}

export interface SwitchView {
  id: string;
  targetKind: TargetKind;
  target: string;
  /** The target by its name today. */
  name: string;
  reason: string;
  drill: boolean;
  state: SwitchState;
  thrownBy: Person | null;
  thrownAt: string;
  acknowledgedAt: string | null;
  /** From the beginning of the throw's transaction until the last decision point had confirmed, in microseconds. */
  killMicros: number | null;
  counts: SwitchCounts;
  liftRequestedBy: Person | null;
  liftRequestedAt: string | null;
  liftReason: string;
  liftedBy: Person | null;
  liftedAt: string | null;
  version: number;
  abilities: { requestLift: Ability; lift: Ability };
}

/** A switch that is on, as far as pages beside its own tell of it. */
export interface ActiveStop {
  id: string;
  targetKind: TargetKind;
  name: string;
  thrownAt: string;
  thrownBy: string | null;
  liftRequested: boolean;
}

export interface SwitchPreview {
  targetKind: TargetKind;
  target: string;
  name: string;
  /** What must be typed to throw it. */
  phrase: string;
  agents: number;
  active: number;
  credentials: number;
  tokens: number;
  /** Requests for approval that wait, and approvals not yet used. */
  approvals: number;
  /** Owners with how many of the agents they answer for, most first; the rest are counted. */
  owners: (Person & { agents: number })[];
  moreOwners: number;
  ownerless: number;
  /** Decision points that are alive now. */
  points: number;
  /** A switch on the same target that is on already. */
  activeId: string | null;
  abilities: { throw: Ability; revokeCredentials: Ability };
}

export interface TargetOption {
  value: string;
  label: string;
  hint: string;
}
