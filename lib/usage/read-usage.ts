import { waitsByTeam } from "@/lib/approvals";
import { lagOf } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { askedOf } from "./asked";
import {
  type Asked,
  type CountedStep,
  selectAgentName,
  selectChoices,
  selectRegistered,
  selectRows,
  selectSteps,
  selectTotal,
} from "./queries";
import { NO_TEAM, rowOf, totalOf } from "./rows";
import { grainOf, type Span, stepsOf } from "./rules";
import type { UsageSearchInput } from "./schema";
import type { UsageStep, UsageView } from "./views";

/**
 * Calls, denials, errors, latency, adoption and what approvals cost, by team, agent or tool (M4), from the rollups that follow
 * the log about a second behind. Whoever reads by a role for a team sees what was called for that team, and nothing else.
 * @throws CountersignError `forbidden`, `invalid`
 */
export async function readUsage(ctx: Context, input: UsageSearchInput = {}): Promise<UsageView> {
  const asked = askedOf(ctx, input);
  const { search, seen, span } = asked;
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

/** A page that begins at a row that is gone would look like the end of the list. */
async function requireRow(asked: Asked): Promise<void> {
  const first = await selectRows({ ...asked, search: { ...asked.search, after: null, limit: 10_000 } });
  if (first.some(({ key }) => key === asked.search.after)) return;
  throw new CountersignError("invalid", "This page link names no row of this list: begin at the first page.");
}

/** Hours and days without a call stand in the row like the others. */
function seriesOf(steps: readonly CountedStep[], span: Span): UsageStep[] {
  const found = new Map(steps.map((step) => [step.start.getTime(), step]));
  return stepsOf(span).map((start) => {
    const { calls = 0, allowed = 0, denied = 0, stepped_up = 0, errors = 0 } = found.get(start.getTime()) ?? {};
    return { start: start.toISOString(), calls, allowed, denied, steppedUp: stepped_up, errors };
  });
}
