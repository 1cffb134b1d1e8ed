import type { Outcome, Reason } from "../terms";
import type { TestCase } from "./schema";
import type { ProposalKind, VersionState } from "./terms";

/** What validation says of one place in a policy's text; errors keep it from being proposed. */
export interface Issue {
  severity: "error" | "warning";
  message: string;
  /** From 1; null when it is about the whole. */
  line: number | null;
}

export interface TestResult {
  name: string;
  expected: Outcome;
  outcome: Outcome | null;
  passed: boolean;
  reason: Reason | null;
  /** The policies that determined it: ids, and the titles people know them by. */
  decidedBy: { id: string; title: string; own: boolean }[];
  /** When it could not be run. */
  failure: string | null;
}

export interface Checked {
  issues: Issue[];
  tests: TestResult[];
  /** No errors and no failing test: it may be proposed. */
  sound: boolean;
  /** The rules in the text. */
  rules: number;
}

/** One recorded decision that would come out otherwise. */
export interface Flip {
  decisionId: string;
  agentId: string;
  server: string;
  tool: string;
  at: string;
  from: Outcome;
  to: Outcome;
  /** Filled in for who reads it. */
  agentName?: string;
}

/** Recorded decisions, decided again with and without the draft (Z7). */
export interface Replay {
  days: number;
  /** How many were decided again, and whether there were more than that. */
  decided: number;
  cut: boolean;
  /** Recorded in a form that this release cannot decide again. */
  unreadable: number;
  counts: { from: Outcome; to: Outcome; count: number }[];
  flips: Flip[];
}

/** What is kept with a proposal. */
export interface Findings {
  kind?: ProposalKind;
  /** For a roll-back: the version whose text it is. */
  restores?: number;
  issues?: Issue[];
  tests?: { total: number; failed: number };
  replay?: Replay;
}

export interface PersonName {
  id: string;
  name: string;
}

/** Whether a button works, and if not, why. Computed by the rule that will be enforced. */
export type Ability = { allowed: true } | { allowed: false; reason: string };

export interface PolicySummary {
  id: string;
  name: string;
  description: string;
  published: number | null;
  publishedAt: Date | null;
  /** The version being written or waiting, if there is one. */
  open: { number: number; state: "draft" | "proposed"; kind: ProposalKind } | null;
  retired: boolean;
  rules: number;
  /** Decisions of late that it determined, by outcome. */
  decided: number;
}

export interface VersionView {
  number: number;
  state: VersionState;
  stateReason: string;
  kind: ProposalKind;
  restores: number | null;
  text: string;
  tests: TestCase[];
  note: string;
  author: PersonName | null;
  createdAt: Date;
  proposedBy: PersonName | null;
  proposedAt: Date | null;
  publishedBy: PersonName | null;
  publishedAt: Date | null;
  findings: Findings;
  version: number;
}

export interface PolicyDetail {
  id: string;
  name: string;
  description: string;
  published: number | null;
  retired: boolean;
  createdBy: PersonName | null;
  createdAt: Date;
  /** Newest first. */
  versions: VersionView[];
  decided: { outcome: Outcome; count: number }[];
  abilities: {
    edit: Ability;
    propose: Ability;
    publish: Ability;
    reject: Ability;
    withdraw: Ability;
    retire: Ability;
    rollBack: Ability;
  };
}

/** A policy that ships with the product, read-only. */
export interface ShippedPolicy {
  id: string;
  version: string;
  title: string;
  explanation: string;
  text: string;
  effect: "permit" | "forbid";
  /** It asks for a second person instead of refusing. */
  stepsUp: boolean;
  decided: number;
}

export type { Coverage } from "./coverage/read-coverage";
export type { PickedAgent } from "./pick/pick-agent";
export type { PickableTool } from "./pick/queries";
export type { DiffLine } from "./rules";
