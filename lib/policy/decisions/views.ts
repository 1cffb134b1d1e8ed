/** What pages and the API show of decisions. Safe for the browser. */
import type { ArgumentOrigin, Json, NearMiss, Obligation, StepUp } from "../decide/types";
import type { Action, Outcome, Reason } from "../terms";

/** Something with a name, and perhaps a page of its own. */
export interface Ref {
  kind:
    | "agent"
    | "person"
    | "entitlement"
    | "policy"
    | "shipped_policy"
    | "credential"
    | "instance"
    | "switch"
    | "approval";
  id: string;
  name: string;
}

/** A sentence in parts, so that a page can link what is named. */
export type SentencePart = { text: string } | { ref: Ref };

/** A decision in a list. */
export interface DecisionRow {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  agent: Ref;
  server: string;
  tool: string;
  /** Empty where the tool was not known. */
  action: Action | "";
  outcome: Outcome;
  reason: Reason;
  /** "Allowed: the grant … permits it, and no policy objects." */
  sentence: string;
  callerKind: "agent" | "gateway" | "person";
  /** Tried at the test bench: nothing ran on it. */
  isTry: boolean;
  correlationId: string;
  durationMicros: number;
}

export interface DecisionPage {
  rows: DecisionRow[];
  /** Cursors: ids for `olderThan` and `newerThan`, null where there is nothing further. */
  older: string | null;
  newer: string | null;
}

const LINK_KINDS = [
  "call",
  "switch",
  "approval",
  "grant",
  "requested",
  "approved",
  "policy",
  "published",
  "credential",
  "instance",
  "delegation",
  "person",
  "agent",
  "owner",
] as const;

/** One link of the chain from the call back to the people behind it, in the order in which it is read. */
export interface ChainLink {
  kind: (typeof LINK_KINDS)[number];
  /** "Grant", "Approved by" … */
  title: string;
  /** Null where nothing has a page: the call itself. */
  ref: Ref | null;
  /** What stands beside the name: conditions, a version, a strength. */
  detail: string;
  /** ISO 8601, when it happened. */
  at: string | null;
}

/** One decision with everything that explains it (Z6). */
export interface DecisionExplanation extends DecisionRow {
  caller: Ref;
  /** Why, as sentences; the first says the outcome. */
  sentences: SentencePart[][];
  chain: ChainLink[];
  /** What would have had to be different; `ref` is what it speaks of. */
  nearMisses: (NearMiss & { ref: Ref })[];
  stepUp: StepUp | null;
  obligations: readonly Obligation[];
  warnings: readonly string[];
  /** Policies that failed and were skipped. */
  errors: readonly { id: string; message: string }[];
  /** False: what was asked and how it was weighed is no longer kept, for its time is over; the fields of it are empty. */
  kept: boolean;
  /** The arguments as they were kept: secrets masked. */
  arguments: { readonly [key: string]: Json };
  origins: readonly ArgumentOrigin[];
  /** What was noticed about the action as a whole. */
  signs: readonly string[];
  /** The person's request, in their words; null: none was known. */
  request: string | null;
  purpose: string;
  network: string;
  earlier: readonly { server: string; tool: string }[];
  /** SHA-256 of the whole call, hex. */
  digest: string;
  /** Which state of the organisation it was decided on. */
  snapshot: string;
  tokenId: string | null;
  /** The event that proves it. */
  eventId: string;
}
