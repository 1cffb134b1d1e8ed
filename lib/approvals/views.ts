import type { Origin } from "@/lib/policy/terms";
import type { Tier } from "@/lib/risk/terms";
import type { Bar, Capacity, DenialReason, Group, Rung, Status, StatusReason, VoteAnswer } from "./terms";

/** What pages show of approvals. Safe for the browser: types alone. Instants are ISO 8601. */

export interface Named {
  id: string;
  name: string;
}

/** One line of the queue. `status` is what holds by the database's clock, not what a sweep has written so far. */
export interface QueueRow {
  id: string;
  status: Status;
  agent: Named;
  environment: string;
  tier: Tier;
  server: string;
  tool: string;
  /** "release payment PP-2041", the verb and the target, by the rules of the case's sentence; untrusted. */
  subject: string;
  groups: readonly Group[];
  quorum: number;
  /** Approving votes so far. */
  approvals: number;
  requestedAt: string;
  expiresAt: string;
  /** Whether this reader may decide it, or why not. */
  bar: Bar | null;
  /** This reader's own vote. */
  vote: VoteAnswer | null;
  rung: Rung;
  /** Nobody at all may decide it: said at once, not when the time is over. */
  nobody: boolean;
  needsPasskey: boolean;
}

/** How the value of one argument is shown. The text is what the stored bytes say, literally. */
export interface PayloadRow {
  /** Dotted path of the argument; untrusted like the value. */
  path: string;
  kind:
    | "text"
    | "amount"
    | "number"
    | "flag"
    | "date"
    | "recipient"
    | "account"
    | "address"
    | "command"
    | "code"
    | "none";
  text: string;
  /** "NOK", "Europe/Oslo": what makes the value complete. */
  unit: string | null;
  /** How it is to be read: an instant in UTC, where an address leads, check digits that do not fit. */
  reading: string | null;
  /** What the tool's schema says of the argument; a server's word, untrusted. */
  says: string | null;
  /** Where it came from, with the sentence (A10). */
  origin: Origin | null;
  originBecause: string | null;
  /** What is not as usual for this agent: "ten times its median", "a recipient it never paid". */
  unusual: string | null;
  /** Too long to stand on the screen: shown when opened; approving waits for it. */
  hidden: { characters: number; lines: number } | null;
  /** Control, bidirectional, confusable or invisible characters: which. */
  marks: readonly string[];
  /** A reviewer may lower it: a number or a list. */
  narrowable: "number" | "list" | null;
  /** Of a list that may be shortened: which entry this row and what follows of it belongs to. Only on the entry's first row. */
  entry: { path: string; at: number } | null;
}

export interface VoteView {
  person: Named;
  answer: VoteAnswer;
  reason: DenialReason | "";
  text: string;
  at: string;
  capacity: Capacity;
  groups: readonly Group[];
  forPerson: Named | null;
  signed: boolean;
  /** Null: it counts. Otherwise why it does not any more. */
  bar: Bar | null;
  /** They approved something else than what waits now: somebody narrowed it since. */
  outdated: boolean;
}

export interface SimilarCase {
  id: string;
  status: Status;
  at: string;
  by: string | null;
  difference: string;
}

/** Everything that the right side shows of one request (A2). */
export interface CaseView extends QueueRow {
  version: number;
  digest: string;
  statusReason: StatusReason | "";
  /** Verb and target in one sentence; parts from the agent are untrusted. */
  sentence: string;
  payload: readonly PayloadRow[];
  /** Paths that must be opened before approving. */
  mustOpen: readonly string[];
  /** After narrowing: the arguments that were approved instead, and their digest. */
  narrowed: { payload: readonly PayloadRow[]; digest: string } | null;
  owner: Named | null;
  deputy: Named | null;
  sponsor: Named | null;
  team: Named | null;
  person: Named | null;
  chain: readonly Named[];
  /** What the person asked for, in their words as the enforcement point gave them; untrusted. */
  request: string | null;
  justification: string;
  signs: readonly string[];
  policies: readonly { id: string; version: string; name: string; reason: string; href: string }[];
  similar: readonly SimilarCase[];
  votes: readonly VoteView[];
  decisionId: string | null;
  usedDecisionId: string | null;
  correlationId: string;
  firstViewedAt: string | null;
  decidedAt: string | null;
  approvedUntil: string | null;
  consumedAt: string | null;
  outcomeAt: string | null;
  endedAt: string | null;
  receipt: string | null;
  breakGlass: boolean;
  verdict: "justified" | "not_justified" | null;
  verdictNote: string;
  reviewedBy: Named | null;
  reviewedAt: string | null;
  endedBy: Named | null;
  reopenedBy: Named | null;
  reopenedAt: string | null;
  /** How many further asks joined it while it was open. */
  joined: number;
  /** Who else may decide, by name, at this rung. */
  reviewers: readonly Named[];
  standingId: string | null;
  /** Told only after it was decided. */
  canary: boolean;
  /** What this reader may do now, each by the rule that the verb itself asks; null: may. Otherwise the reason as a sentence. */
  may: { readonly [verb in CaseVerb]: string | null };
}

const CASE_VERBS = [
  "approve",
  "deny",
  "narrow",
  "break_glass",
  "revoke",
  "reopen",
  "after_review",
  "resolve",
  "stand",
] as const;
export type CaseVerb = (typeof CASE_VERBS)[number];

/** What a reviewer signs: this answer to this request, as these bytes. `digest` is that of the narrowed action where they narrow it. */
export interface SignedDecision {
  id: string;
  digest: string;
  answer: VoteAnswer;
}
