import type { AgentStatus, Environment, Tier } from "@/lib/agents/terms";
import type { Better, MeasureId, Rhythm, RowKind, Unit } from "./terms";

export interface TeamName {
  id: string;
  name: string;
}

/** A measure with its number now. `found`: the rows behind it; `of`: of how many, where there is a whole. Null value: nothing to measure. */
export interface MeasuredView {
  id: MeasureId;
  label: string;
  means: string;
  unit: Unit;
  better: Better;
  headline: boolean;
  value: number | null;
  found: number;
  of: number | null;
  rows: { one: string; many: string };
  /** The rows behind the number, under the same filter. */
  href: string;
  /** By day (UTC, "2026-11-20"), the oldest first, today last; a day on which nothing was measured is not in it. */
  trend: { day: string; value: number }[];
  /** Since a week ago; null: it was not measured then, or is not now. */
  change: { from: number; by: number; since: string; direction: "better" | "worse" | "same" | "neutral" } | null;
}

/** One thing that got worse since last week. */
export interface WorseView {
  id: MeasureId;
  sentence: string;
  href: string;
  from: number;
  to: number;
  unit: Unit;
}

export interface TierCell {
  tier: Tier | null;
  status: AgentStatus;
  agents: number;
  href: string;
}

/** Weeks begin on Monday, UTC. */
export interface ApprovalWeek {
  week: string;
  approved: number;
  denied: number;
  expired: number;
  medianSeconds: number | null;
}
export interface DenialWeek {
  week: string;
  denied: number;
}
/** Of the rights that campaigns launched in that quarter looked at: what is settled, what still asks somebody, what fell out of them. */
export interface CampaignQuarter {
  quarter: string;
  items: number;
  settled: number;
  open: number;
  outside: number;
}

/** What must be right for the numbers to mean anything. */
export interface AlertView {
  id: "log" | "self_audit" | "drill" | "reviewers";
  label: string;
  state: "good" | "attention" | "unknown";
  sentence: string;
  href: string;
}

export interface PostureView {
  /** ISO 8601. */
  asOf: string;
  /** Null: the whole organisation. */
  team: TeamName | null;
  /** Whether the caller may look at the whole organisation, and at which teams. */
  choices: { organisation: boolean; teams: TeamName[] };
  measures: MeasuredView[];
  worse: WorseView[];
  /** The day of the week ago that is compared with; null: not yet. */
  comparedWith: string | null;
  tiers: TierCell[];
  /** Null where the caller may not see them. */
  approvals: ApprovalWeek[] | null;
  denials: DenialWeek[] | null;
  campaigns: CampaignQuarter[] | null;
  alerts: AlertView[];
}

/** One row behind a number. `title` and `what` may hold words of agents and suppliers. */
export interface PostureRow {
  key: string;
  kind: RowKind;
  title: string;
  what: string;
  /** Where its agent runs; null: it has none. */
  environment: Environment | null;
  team: string | null;
  at: string | null;
  href: string;
}
export interface PostureRowsPage {
  measure: MeasuredView;
  team: TeamName | null;
  work: { label: string; href: string };
  /** What the time of a row is: "Due". */
  when: string;
  rows: PostureRow[];
  next: string | null;
}

/** A quarter as it was written down. */
export interface QuarterView {
  quarter: string;
  asOf: string;
  /** Measured as the quarter ended, or taken from its last day that was measured. */
  source: "measured" | "last_day";
  values: Partial<Record<MeasureId, number>>;
  /** SHA-256 of the canonical JSON of what stands here, hex: what the log says. */
  digest: string;
  eventId: string;
  takenAt: string;
}

export interface ScheduleView {
  id: string;
  team: TeamName | null;
  rhythm: Rhythm;
  timeZone: string;
  nextAt: string;
  lastAt: string | null;
  /** Why the last attempt failed; empty when it did not. */
  error: string;
}
