import { requireReach, visibility } from "@/lib/access";
import { waitsByTeam } from "@/lib/approvals";
import { lagOf } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import {
  type Asked,
  type Counted,
  type CountedRow,
  type CountedStep,
  selectAgentName,
  selectChoices,
  selectRegistered,
  selectRows,
  selectSteps,
  selectTotal,
} from "./queries";
import { grainOf, growth, quantile, ratio, type Span, spanBefore, spanOf, stepsOf, wholeHours } from "./rules";
import { type UsageSearch, type UsageSearchInput, usageSearchSchema } from "./schema";
import type { UsageFigures, UsageRow, UsageStep, UsageView } from "./views";

/**
 * Calls, denials, errors, latency, adoption and what approvals cost, by team, agent or tool (M4), from the rollups that follow
 * the log about a second behind. Whoever reads by a role for a team sees what was called for that team, and nothing else.
 * @throws CountersignError `forbidden`, `invalid`
 */
export async function readUsage(ctx: Context, input: UsageSearchInput = {}): Promise<UsageView> {
  requireReach(ctx, "usage.read");
  const search = parseInput(usageSearchSchema, input);
  const seen = visibility(ctx.actor, "usage.read");
  const span = spanAsked(search, ctx.now);
  const asked: Asked = { seen, search, span, before: spanBefore(span) };
  const [rows, total, steps, choices, registered, waits, lag, agentName] = await Promise.all([
    selectRows(asked),
    selectTotal(asked),
    selectSteps(asked),
    selectChoices(asked),
    selectRegistered(seen),
    waitsByTeam(ctx, span),
    lagOf("usage"),
    search.agentId ? selectAgentName(seen, search.agentId) : null,
  ]);
  if (search.after && rows.length === 0) await requireRow(asked);
  const ofTeam = { registered, waits };
  const page = rows.slice(0, search.limit);
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    by: search.by,
    grain: grainOf(span),
    total: totalOf(total, search, ofTeam),
    rows: page.map((row) => rowOf(row, search, { ...ofTeam, calls: total.calls })),
    next: rows.length > search.limit ? (page.at(-1)?.key ?? null) : null,
    series: seriesOf(steps, span),
    teams: choices.teams.map(({ id, name, calls }) => ({ id: id || "none", name: name ?? (id || NO_TEAM), calls })),
    servers: choices.servers,
    agent: search.agentId ? { id: search.agentId, name: agentName ?? search.agentId } : null,
    behind: { events: lag.behind, seconds: lag.seconds },
    ever: choices.ever,
  };
}

const NO_TEAM = "No team";

function spanAsked({ from, to }: UsageSearch, now: Date): Span {
  const preset = spanOf("24h", now);
  const ends = to ? new Date(to) : preset.to;
  return wholeHours({ from: from ? new Date(from) : new Date(ends.getTime() - 86_400_000), to: ends });
}

/** A page that begins at a row that is gone would look like the end of the list. */
async function requireRow(asked: Asked): Promise<void> {
  const first = await selectRows({ ...asked, search: { ...asked.search, after: null, limit: 10_000 } });
  if (first.some(({ key }) => key === asked.search.after)) return;
  throw new CountersignError("invalid", "This page link names no row of this list: begin at the first page.");
}

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

interface OfTeam {
  /** By team, "" for none; the whole under null. */
  registered: ReadonlyMap<string | null, number>;
  waits: ReadonlyMap<string | null, number>;
}

function totalOf(total: Counted, search: UsageSearch, { registered, waits }: OfTeam): UsageFigures {
  const team = search.teamId === "none" ? "" : search.teamId;
  // Of a server, a tool or one agent it is not measured what waiting costs, nor how many agents there might be.
  const narrowed = search.agentId !== null || search.server !== null || search.tool !== null;
  return {
    ...figuresOf(total),
    registeredAgents: narrowed ? null : (registered.get(team) ?? 0),
    medianWaitSeconds: narrowed ? null : (waits.get(team) ?? null),
  };
}

function rowOf(row: CountedRow, { by }: UsageSearch, all: OfTeam & { calls: number }): UsageRow {
  const named = { team: row.id || NO_TEAM, agent: row.id, tool: row.tool || row.server || "No tool named" }[by];
  return {
    ...figuresOf(row),
    key: row.key,
    id: row.id,
    name: row.name || named,
    team: by === "agent" && row.team_id ? { id: row.team_id, name: row.team_name ?? row.team_id } : null,
    server: row.server,
    tool: row.tool,
    share: ratio(row.calls, all.calls) ?? 0,
    registeredAgents: by === "team" ? (all.registered.get(row.id) ?? 0) : null,
    medianWaitSeconds: by === "team" ? (all.waits.get(row.id) ?? null) : null,
  };
}

/** Hours and days without a call stand in the row like the others. */
function seriesOf(steps: readonly CountedStep[], span: Span): UsageStep[] {
  const found = new Map(steps.map((step) => [step.start.getTime(), step]));
  return stepsOf(span).map((start) => {
    const { calls = 0, allowed = 0, denied = 0, stepped_up = 0, errors = 0 } = found.get(start.getTime()) ?? {};
    return { start: start.toISOString(), calls, allowed, denied, steppedUp: stepped_up, errors };
  });
}
