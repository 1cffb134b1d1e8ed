import type { Environment, Tier } from "@/lib/agents/terms";
import type { CredentialKind, CredentialState, DueState, InstanceState, Strength } from "./terms";

/** View models: plain values. Instants are ISO 8601 in UTC. */

export type Ability = { allowed: true } | { allowed: false; reason: string };

/** A credential as people see it: nothing in it opens anything. */
export interface CredentialView {
  id: string;
  kind: CredentialKind;
  strength: Strength;
  label: string;
  state: CredentialState;
  stateReason: string;
  thumbprint: string | null;
  /** "EC P-256", "Ed25519", "RSA 2048"; empty where there is no key. */
  algorithm: string;
  issuer: string | null;
  subject: string;
  createdAt: string;
  createdBy: string | null;
  rotationDueAt: string;
  due: DueState;
  /** When an overdue one is ended; null unless it is overdue. */
  graceEndsAt: string | null;
  expiresAt: string | null;
  replacesId: string | null;
  overlapUntil: string | null;
  lastUsedAt: string | null;
  lastUsedFrom: string;
  endedAt: string | null;
  endedBy: string | null;
  provenDeadAt: string | null;
  version: number;
  abilities: Record<"rotate" | "revoke" | "prove", Ability>;
}

export interface InstanceView {
  id: string;
  name: string;
  state: InstanceState;
  stateReason: string;
  gateway: boolean;
  createdAt: string;
  createdBy: string | null;
  lastSeenAt: string | null;
  lastSeenFrom: string;
  version: number;
  /** Access tokens issued in the last 24 hours. */
  tokensLastDay: number;
  /** What is accepted, then what has ended, newest first. */
  credentials: CredentialView[];
  /** Ended credentials beyond those listed. */
  furtherEnded: number;
  abilities: Record<"stop" | "resume" | "retire" | "gateway" | "issue" | "revokeAll", Ability>;
}

export interface IdentityView {
  agent: { id: string; name: string; environment: Environment; tier: Tier | null };
  /** Active first, then stopped, then retired. */
  instances: InstanceView[];
  /** Trusted issuers to choose from. */
  issuers: { id: string; name: string; issuer: string }[];
  /** Where the machines' door stands. */
  apiUrl: string;
  rotationDays: number;
  /** Its tokens must be bound to a key that every request proves (DPoP). */
  bound: boolean;
  abilities: Record<"create" | "secret" | "revokeAll", Ability>;
}

/** One row of the register. */
export interface CredentialRow {
  id: string;
  kind: CredentialKind;
  strength: Strength;
  label: string;
  state: CredentialState;
  due: DueState;
  createdAt: string;
  lastUsedAt: string | null;
  lastUsedFrom: string;
  rotationDueAt: string;
  overlapUntil: string | null;
  expiresAt: string | null;
  endedAt: string | null;
  provenDeadAt: string | null;
  instance: { id: string; name: string; state: InstanceState; gateway: boolean };
  agent: { id: string; name: string; environment: Environment; tier: Tier | null; owner: string | null };
}

interface FacetCount {
  value: string;
  label: string;
  count: number;
}
export type CredentialFacets = Record<"kind" | "strength" | "state" | "due", FacetCount[]>;

export interface CredentialPage {
  rows: CredentialRow[];
  total: { count: number; exact: boolean };
  next: string | null;
  previous: string | null;
}

export interface IssuerView {
  id: string;
  name: string;
  issuer: string;
  audience: string;
  /** Empty: found by the issuer's discovery document. */
  jwksUri: string;
  keysByHand: boolean;
  state: "active" | "ended";
  version: number;
  createdAt: string;
  createdBy: string | null;
  /** Living credentials that rest on it. */
  credentials: number;
}

export interface IssuerPage {
  issuers: IssuerView[];
  manage: Ability;
}
