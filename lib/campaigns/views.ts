/** What pages get of campaigns: plain values, prepared on the server. Instants are Dates. */
import type { Tier } from "@/lib/risk/terms";
import type {
  CampaignKind,
  CampaignPlan,
  CampaignState,
  Capacity,
  ItemDecision,
  ItemKind,
  ItemOutcome,
  ItemState,
  Mark,
  Recommendation,
  SeatKind,
  Silence,
  Snapshot,
} from "./terms";

/** Whether a verb is open to the reader, and if not why; computed by the rule that is enforced. */
export type Ability = { allowed: true } | { allowed: false; reason: string };

export interface PersonRef {
  id: string;
  name: string;
  active: boolean;
}

/** A seat as people read it: a person, a group, compliance, or nobody. */
export interface SeatView {
  seat: string;
  label: string;
  person: PersonRef | null;
}

export interface CampaignRow {
  id: string;
  name: string;
  kind: CampaignKind;
  state: CampaignState;
  stage: number;
  stages: number;
  items: number;
  /** Items on which no answer is missing any more. */
  answered: number;
  /** Items of which something is taken away: revoked or suspended. */
  revocations: number;
  launchedAt: Date | null;
  stageDueAt: Date | null;
  dueAt: Date | null;
  endedAt: Date | null;
}

export interface ScopeCounts {
  items: number;
  agents: number;
  byKind: Record<ItemKind, number>;
  byTier: Record<Tier, number>;
  excluded: number;
}

/** What a launch would do (C1): nothing is written for it. */
export interface LaunchPreview extends ScopeCounts {
  reviewers: { seat: SeatView; items: number; high: number }[];
  /** Items that nobody can be asked about. */
  withoutReviewer: number;
  /** Items whose only reviewer is kept out by separation of duties, and who is asked instead. */
  barred: number;
  /** Groups that a stage would ask and that have no active member. */
  emptyGroups: string[];
  fallback: PersonRef | null;
  stages: { number: number; label: string; endsAt: Date }[];
  /** What stands in the way; empty: it can be launched. */
  problems: string[];
}

export interface ProgressCell {
  key: string;
  label: string;
  total: number;
  /** By state; sums to total. */
  states: Partial<Record<ItemState, number>>;
  decisions: Partial<Record<ItemOutcome, number>>;
}

export interface CampaignProgressView {
  stages: ProgressCell[];
  reviewers: ProgressCell[];
  tiers: ProgressCell[];
  days: { day: string; keep: number; revoke: number; reduce: number; transfer: number }[];
}

/** One line of the reviewer's list. */
export interface ReviewLine {
  campaignId: string;
  number: number;
  kind: ItemKind;
  agentId: string;
  agentName: string;
  environment: string;
  tier: Tier;
  state: ItemState;
  /** The right in plain words. */
  sentence: string;
  lastUsedAt: Date | null;
  useCount: number | null;
  recommendation: Recommendation;
  marks: readonly Mark[];
  /** The reader's own current word. */
  mine: { decision: ItemDecision; reason: string; text: string } | null;
  dueAt: Date;
  version: number;
}

/** One item with everything a reviewer needs (C2). */
export interface ItemView extends ReviewLine {
  campaignName: string;
  stage: number;
  seat: SeatView;
  seatKind: SeatKind;
  /** Digest of the living rights, hex: goes back with the decision. */
  digest: string;
  snapshot: Snapshot;
  /** How the living rights differ from what the campaign began with. */
  drift: "same" | "narrowed" | "widened" | "gone";
  driftSentence: string | null;
  /** What happens if nobody answers in time. */
  onSilence: Silence | null;
  agent: {
    purpose: string;
    ownerName: string | null;
    sponsorName: string | null;
    teamName: string | null;
    status: string;
  };
  /** `perWeek`: calls that it permitted, the oldest week first. `cut`: more was recorded than was looked at. */
  use: {
    days: number;
    allowed: number;
    denied: number;
    stepUps: number;
    lastAt: Date | null;
    perWeek: number[];
    cut: boolean;
  };
  history: { at: Date; sentence: string; byName: string | null }[];
  changes: string[];
  peers: { total: number; alike: number; names: string[] };
  reasons: string[];
  /** What "reduce" would apply; null when no narrower grant is known. */
  narrower: { sentence: string; parts: unknown; wouldBreak: number } | null;
  votes: {
    person: PersonRef;
    stage: number;
    decision: ItemDecision;
    reason: string;
    text: string;
    at: Date;
    capacity: Capacity;
    signed: boolean;
    correction: boolean;
  }[];
  asks: { at: Date; from: string; to: string; why: string; note: string }[];
  abilities: Record<ItemDecision | "reassign" | "correct", Ability>;
}

export interface MyReview {
  campaignId: string;
  campaignName: string;
  kind: CampaignKind;
  stage: number;
  dueAt: Date;
  total: number;
  open: number;
  decided: number;
  signed: number;
}

export interface CampaignDetail extends CampaignRow {
  plan: CampaignPlan;
  timeZone: string;
  definition: { id: string; name: string } | null;
  launchedBy: PersonRef | null;
  fallback: PersonRef | null;
  snapshotDigest: string;
  stateReason: string;
  version: number;
}
