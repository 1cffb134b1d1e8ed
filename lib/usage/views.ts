import type { Environment } from "@/lib/agents/terms";
import type { UsageBy } from "./terms";

/** Numbers of calls in the span that was asked for. */
export interface UsageFigures {
  /** Every call once: the decided ones, and the reported ones that name no decision. */
  calls: number;
  decided: number;
  allowed: number;
  denied: number;
  steppedUp: number;
  /** Calls of which somebody said how they ended, and those of them that failed. */
  reported: number;
  errors: number;
  /** Of the reported ones, 0 to 1; null where nothing was reported. */
  errorRate: number | null;
  /** How long calls took, of those that said so, in milliseconds, exact to the bucket; null where none did. */
  timed: number;
  p50: number | null;
  p95: number | null;
  /** Reported without a decision of ours. */
  undecided: number;
  /** Calls in the span of the same length before, and the growth since: 0.5 is half as much again; null where there were none. */
  before: number;
  change: number | null;
  /** What approvals cost: decided calls of a hundred that had to wait for people, and half of the answers came within so many seconds. */
  stepUpsPer100: number | null;
  medianWaitSeconds: number | null;
  /** Agents that made these calls. */
  activeAgents: number;
  /** Agents that there are, not decommissioned; null for a tool. */
  registeredAgents: number | null;
}

export interface UsageRow extends UsageFigures {
  /** For `after`. */
  key: string;
  /** Of the team or agent; "" for what has none, and for a tool. */
  id: string;
  /** Of the team or agent as it is called today; of a tool "server/tool". */
  name: string;
  /** An agent's team of its newest call in the span. */
  team: { id: string; name: string } | null;
  /** Where an agent runs: the same name may stand in several. */
  environment: Environment | null;
  server: string;
  tool: string;
  /** Of all calls of the span under the same filter, 0 to 1. */
  share: number;
}

export interface UsageStep {
  /** ISO 8601, UTC: the beginning of an hour or a day. */
  start: string;
  calls: number;
  allowed: number;
  denied: number;
  steppedUp: number;
  errors: number;
}

export interface UsageView {
  /** ISO 8601, UTC; `to` exclusive. */
  from: string;
  to: string;
  by: UsageBy;
  grain: "hour" | "day";
  total: UsageFigures;
  rows: readonly UsageRow[];
  /** For `after`; null where nothing follows. */
  next: string | null;
  series: readonly UsageStep[];
  /** What there is to filter by in the span, within what the caller may see. */
  teams: readonly { id: string; name: string; calls: number }[];
  servers: readonly { name: string; calls: number }[];
  /** The agent that is filtered by. */
  agent: { id: string; name: string } | null;
  /** What these numbers lack: events that were recorded and are not counted yet, and the age of the oldest. */
  behind: { events: number; seconds: number };
  /** Whether any call was ever counted within what the caller may see. */
  ever: boolean;
}
