import type { Environment, Tier } from "@/lib/risk/terms";
import type { Action, Condition, EntitlementKind, EntitlementState, TimeWindow } from "./terms";

/** View models: plain values that pages show. Instants are ISO 8601 in UTC. Names of servers, tools and arguments are untrusted. */

export interface PersonName {
  id: string;
  name: string;
  active: boolean;
}

export interface Ability {
  allowed: boolean;
  reason?: string;
}

export type EntitlementAction = "approve" | "reject" | "revoke" | "narrow" | "prolong" | "resume";

/** What a grant permits, as forms and sentences carry it. */
export interface ShapeView {
  server: string;
  tool: string | null;
  resource: { id: string; name: string } | null;
  actions: readonly Action[];
  conditions: readonly Condition[];
  windows: readonly TimeWindow[];
  startsAt: string | null;
  expiresAt: string | null;
}

export interface EntitlementView extends ShapeView {
  id: string;
  agent: { id: string; name: string; environment: Environment; tier: Tier | null; status: string };
  kind: EntitlementKind;
  /** As it is by now: one past its time is expired, whether or not somebody has written that down. */
  state: EntitlementState;
  stateReason: string;
  justification: string;
  requestedBy: PersonName | null;
  requestedAt: string;
  approvedBy: PersonName | null;
  approvedAt: string | null;
  endedBy: PersonName | null;
  endedAt: string | null;
  replacesId: string | null;
  lastUsedAt: string | null;
  useCount: number;
  /** A whole server without a condition, or everything at once. */
  wide: boolean;
  version: number;
  abilities: Record<EntitlementAction, Ability>;
}

export interface EntitlementPage {
  rows: EntitlementView[];
  total: { count: number; exact: boolean };
  next: string | null;
  previous: string | null;
}

export type EntitlementFacets = Record<
  "state" | "action" | "kind" | "attention",
  { value: string; label: string; count: number }[]
>;

/** One grant with those it came from and those that came of it, the oldest first. */
export interface EntitlementDetail {
  grant: EntitlementView;
  chain: EntitlementView[];
  /** The latest decisions that rest on it. */
  decisions: { id: string; at: string; tool: string; action: string; outcome: string }[];
}

/** An argument that a tool says it takes. */
export interface ArgumentView {
  path: string;
  type: "text" | "number" | "flag" | "list";
  choices: string[];
  description: string;
}

export interface GrantableTool {
  name: string;
  title: string;
  /** What a call of it is decided under, and everything it does. */
  action: Action;
  actions: Action[];
  tier: Tier;
  arguments: ArgumentView[];
  resourceIds: string[];
}

/** What can be asked for an agent. */
export interface GrantOptions {
  agent: EntitlementView["agent"];
  servers: { name: string; tools: GrantableTool[] }[];
  resources: { id: string; name: string }[];
  /** Days that a standing grant may last, hours that an elevation may. */
  longest: { standingDays: number; elevationHours: number };
  ability: Ability;
}

/** What is recorded of a grant's use, against what a narrower one would have permitted. */
export interface Broken {
  /** Calls that the grant permitted in the time looked at. */
  of: number;
  broken: number;
  examples: { decisionId: string; at: string; tool: string; because: string }[];
}

export interface Proposal {
  /** `wide`: far too wide, and nothing is recorded that would say what is enough. */
  kind: "unused" | "actions" | "tools" | "conditions" | "wide";
  because: string;
  /** The exact narrower grants; none: it can go, or where it is `wide` somebody has to say what is needed. */
  into: ShapeView[];
  wouldBreak: Broken;
}

export interface RightSizeRow {
  grant: EntitlementView;
  used: number;
  proposal: Proposal;
}

export interface RightSizeReport {
  days: number;
  rows: RightSizeRow[];
  /** Active grants that were looked at, and whether there are more that a page cannot hold. */
  looked: number;
  cut: boolean;
}
