import { createApiKey } from "@/lib/api-keys";
import { type Context, contextFor } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { type ReportInput, reportEvents } from "@/lib/reporting";
import { chance } from "../approvals/story";
import { contextOf } from "../organisation";
import { daysBefore } from "../time";
import { FLOWS, type Flow } from "./flows";

const NAME = "Norvik gateway";
const SPAN_DAYS = 34;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Batches of a day go out at these hours (UTC). */
const HOURS = [5, 7, 9, 11, 13, 16, 19];
const BESIDE = 6;
const GATEWAY = { kind: "gateway", onlyAgentId: null, teamId: null } as const;

/** For two days the booking platform was slow and failed often: what a reader of the usage page finds. */
const OUTAGE = { server: "Booking platform", daysAgo: [9, 8], failing: 290, slower: 7 };
/** The customers' assistant is used more from week to week. */
const GROWING = { agent: "Where-is-my-freight assistant", perDay: 0.03 };

interface Batch {
  at: Date;
  rows: ReportInput[];
}

/** Weeks of calls as the gateway of the organisation reports them: those that were decided here, and what else it carried. */
export async function seedUsage(now: Date): Promise<void> {
  if ((await db().apiKey.count({ where: { name: NAME } })) > 0) return;
  const made = daysBefore(now, SPAN_DAYS + 3);
  const { id } = await createApiKey(contextOf("priya", made), { name: NAME, purpose: "report", kind: "gateway" });
  const as = (at: Date): Context => contextFor({ kind: "apiKey", id, grants: [] }, { now: at });
  const batches = [...(await carried(now)), ...(await decidedHere(now))];
  batches.sort((a, b) => a.at.getTime() - b.at.getTime());
  for (let from = 0; from < batches.length; from += BESIDE) {
    await Promise.all(batches.slice(from, from + BESIDE).map(({ at, rows }) => report(as(at), rows)));
  }
  const last = batches.at(-1)?.at ?? made;
  await sql().query("update api_keys set used_at = $2 where id = $1", [id, last]);
}

async function report(ctx: Context, rows: readonly ReportInput[]): Promise<void> {
  const { results } = await reportEvents(ctx, GATEWAY, rows);
  const refused = results.find(({ status }) => status === "refused");
  if (refused) throw new Error(`the gateway's report was refused: ${JSON.stringify(refused)}`);
}

async function carried(now: Date): Promise<Batch[]> {
  const where = { environment: "production", status: "active", name: { in: FLOWS.map(({ agent }) => agent) } } as const;
  const agents = await db().agent.findMany({ where, select: { id: true, name: true } });
  const ids = new Map(agents.map(({ id, name }) => [name, id]));
  const batches: Batch[] = [];
  for (let daysAgo = SPAN_DAYS; daysAgo >= 0; daysAgo--) {
    for (const hour of HOURS) {
      const at = new Date(Math.floor(now.getTime() / DAY_MS - daysAgo) * DAY_MS + hour * HOUR_MS + 1_260_000);
      if (at >= now) continue;
      const rows = FLOWS.flatMap((flow, place) => callsOf(flow, { agentId: ids.get(flow.agent), place, daysAgo, at }));
      if (rows.length) batches.push({ at, rows });
    }
  }
  return batches;
}

interface Moment {
  agentId: string | undefined;
  place: number;
  daysAgo: number;
  at: Date;
}

/** The calls of one flow in one batch. */
function callsOf(flow: Flow, { agentId, place, daysAgo, at }: Moment): ReportInput[] {
  if (!agentId) return [];
  const rests = [0, 6].includes(at.getUTCDay()) && !flow.neverRests;
  const grown = flow.agent === GROWING.agent ? 1 - GROWING.perDay * Math.min(daysAgo, 20) : 1;
  const expected = ((flow.perDay * grown) / HOURS.length) * (rests ? 0.1 : 1);
  const slot = daysAgo * 24 + at.getUTCHours();
  const count = Math.floor(expected + chance(slot, place + 11));
  return Array.from({ length: count }, (_, turn) =>
    callOf(flow, { agentId, at, turn: slot * 7 + turn + place, daysAgo }),
  );
}

function callOf(flow: Flow, given: { agentId: string; at: Date; turn: number; daysAgo: number }): ReportInput {
  const { agentId, at, turn, daysAgo } = given;
  const { server, tool, millis, failing, error, input, output } = flow;
  const isOut = server === OUTAGE.server && OUTAGE.daysAgo.includes(daysAgo);
  const fails = chance(turn, 17) * 1_000 < (isOut ? OUTAGE.failing : failing);
  const spread = 0.5 + chance(turn, 19) ** 3 * 4;
  return {
    ...{
      id: `${tool}-${at.getTime()}-${turn}`,
      occurredAt: new Date(at.getTime() - 60_000 * (1 + (turn % 50))).toISOString(),
    },
    ...{ type: "call", agentId, server, tool, environment: "production", trigger: "system", action: "read" },
    ...{ input: input(turn), outcome: fails ? "error" : "ok" },
    ...(fails ? { error: isOut ? "503 from the booking platform" : error } : output ? { output: output(turn) } : {}),
    durationMillis: Math.round(millis * spread * (isOut ? OUTAGE.slower : 1)),
  };
}

/** What was allowed here ran a moment later: the report names its decision, so that both are one call. */
async function decidedHere(now: Date): Promise<Batch[]> {
  const { rows } = await sql().query<{ id: string; agentId: string; at: Date; server: string; tool: string }>(
    `select id, agent_id as "agentId", at, server, tool from decisions
     where outcome = 'allow' and caller_kind = 'agent' and at > $1 and at < $2 order by at, id`,
    [daysBefore(now, SPAN_DAYS), new Date(now.getTime() - 60_000)],
  );
  const byHour = Map.groupBy(rows, ({ at }) => Math.floor(at.getTime() / HOUR_MS));
  return [...byHour.values()].map((decided) => ({
    at: new Date(Math.max(...decided.map(({ at }) => at.getTime())) + 4_000),
    rows: decided.map(({ id, at, agentId, server, tool }, turn) => ({
      ...{ id: `of-${id}`, occurredAt: new Date(at.getTime() + 1_000).toISOString(), type: "call", agentId },
      ...{ server, tool, decisionId: id, environment: "production", outcome: "ok" },
      durationMillis: Math.round(120 + chance(turn + at.getUTCMinutes(), 23) ** 2 * 900),
    })),
  }));
}
