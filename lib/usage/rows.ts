import type { Counted, CountedRow } from "./queries";
import { growth, quantile, ratio } from "./rules";
import type { UsageSearch } from "./schema";
import type { UsageFigures, UsageRow } from "./views";

export const NO_TEAM = "No team";

function figuresOf(counted: Counted): Omit<UsageFigures, "registeredAgents" | "medianWaitSeconds"> {
  const { calls, reported, errors, stepped_up, before, agents, buckets, ...rest } = counted;
  const waiting = ratio(stepped_up, rest.decided);
  return {
    calls,
    reported,
    errors,
    before,
    decided: rest.decided,
    allowed: rest.allowed,
    denied: rest.denied,
    undecided: rest.undecided,
    timed: rest.timed,
    steppedUp: stepped_up,
    errorRate: ratio(errors, reported),
    p50: quantile(buckets, 0.5),
    p95: quantile(buckets, 0.95),
    change: growth(calls, before),
    stepUpsPer100: waiting === null ? null : waiting * 100,
    activeAgents: agents,
  };
}

/** What is known of teams beside their calls. */
export interface OfTeam {
  /** By team, "" for none; the whole under null. */
  registered: ReadonlyMap<string | null, number>;
  waits: ReadonlyMap<string | null, number>;
}

export function totalOf(total: Counted, search: UsageSearch, { registered, waits }: OfTeam): UsageFigures {
  const team = search.teamId === "none" ? "" : search.teamId;
  // Of a server, a tool or one agent it is not measured what waiting costs, nor how many agents there might be.
  const narrowed = search.agentId !== null || search.server !== null || search.tool !== null;
  return {
    ...figuresOf(total),
    registeredAgents: narrowed ? null : (registered.get(team) ?? 0),
    medianWaitSeconds: narrowed ? null : (waits.get(team) ?? null),
  };
}

export function rowOf(row: CountedRow, { by }: UsageSearch, all: OfTeam & { calls: number }): UsageRow {
  const named = { team: row.id || NO_TEAM, agent: row.id, tool: row.tool || row.server || "No tool named" }[by];
  return {
    ...figuresOf(row),
    key: row.key,
    id: row.id,
    name: row.name || named,
    team: by === "agent" && row.team_id ? { id: row.team_id, name: row.team_name ?? row.team_id } : null,
    environment: by === "agent" ? row.environment : null,
    server: row.server,
    tool: row.tool,
    share: ratio(row.calls, all.calls) ?? 0,
    registeredAgents: by === "team" ? (all.registered.get(row.id) ?? 0) : null,
    medianWaitSeconds: by === "team" ? (all.waits.get(row.id) ?? null) : null,
  };
}
