import type { Group, Status } from "../terms";
import type { MeasuredOutcome } from "./terms";

/** Half of them took at most `median`, nineteen of twenty at most `p95`, in seconds; null where there were none. */
export interface Spread {
  count: number;
  median: number | null;
  p95: number | null;
}

export interface Day {
  /** YYYY-MM-DD, UTC. */
  day: string;
  outcomes: Readonly<Record<MeasuredOutcome, number>>;
}

export interface Load {
  person: { id: string; name: string };
  votes: number;
  approvals: number;
  /** Votes under 5 seconds. */
  quick: number;
  medianDwellMillis: number;
  /** Of all votes that were measured, 0 to 1. */
  share: number;
}

/** What speaks for somebody deciding without looking, as a sentence with the rule behind it. */
export interface Signal {
  person: { id: string; name: string };
  kind: "rubber_stamp" | "quick" | "rush" | "canary_missed";
  sentence: string;
  rule: string;
}

export interface Measures {
  /** Inclusive; the period ends now. */
  from: Date;
  total: number;
  outcomes: Readonly<Record<MeasuredOutcome, number>>;
  days: readonly Day[];
  /** Seconds from the request until somebody first had it on the screen. */
  firstView: Spread;
  /** Seconds from the request until people decided. */
  decision: Spread;
  votes: number;
  approvingVotes: number;
  quickVotes: number;
  bulkVotes: number;
  reviewers: number;
  joined: number;
  lateDenials: number;
  breakGlass: number;
  toReview: number;
  canaries: { planted: number; caught: number; missed: number; unanswered: number };
  /** Of everybody for who may see it; otherwise of the reader alone. */
  load: readonly Load[];
  signals: readonly Signal[];
  /** Whether the numbers of single persons are shown. */
  perPerson: boolean;
  /** What can be filtered by: tools and teams that asked in the period. */
  tools: readonly string[];
  teams: readonly { id: string; name: string }[];
}

/** One request behind a number. */
export interface MeasuredRow {
  id: string;
  requestedAt: Date;
  agent: { id: string; name: string };
  server: string;
  tool: string;
  groups: readonly Group[];
  status: Status;
  firstViewSeconds: number | null;
  decisionSeconds: number | null;
  votes: number;
  approvals: number;
  joined: number;
}
