import { type NewEvent, recordEvents } from "@/lib/audit";
import { contextFor } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { BOUNDS } from "@/lib/usage/terms";

/** A call as tests of usage make it: decided, or reported, perhaps as the outcome of a decision. */
export interface MadeCall {
  at: Date;
  agentId: string;
  teamId: string | null;
  server: string;
  tool: string;
  /** Decided: what the answer was, and who asked. Absent: it was reported. */
  answer?: "allow" | "allow_with_warning" | "deny" | "step_up";
  caller?: "agent" | "gateway" | "person";
  failed?: boolean;
  millis?: number;
  /** The decision that a report names. */
  decisionId?: string;
}

/** Records decisions and reports as their doors do, in one transaction. @returns the decisions' ids, "" for a report */
export async function recordCalls(calls: readonly MadeCall[]): Promise<string[]> {
  const made = calls.map((call) => ({ ...call, id: call.answer ? newId("dec", call.at) : "" }));
  await inSqlTransaction(async (tx) => {
    for (const call of made) {
      const ctx = contextFor({ kind: "agent", id: call.agentId, instanceId: "ins_test" }, { now: call.at });
      const [eventId] = await recordEvents(tx, ctx, [eventOf(call)]);
      if (!call.answer) continue;
      await tx.query(
        `insert into decisions (id, at, agent_id, caller_kind, caller_id, server, tool, action, outcome, reason, request, answer,
          context_digest, entitlement_ids, policies, duration_micros, snapshot, correlation_id, event_id)
         values ($1, $2, $3, $4, 'x', $5, $6, 'read', $7, 'grant', $8, '{}', '', '{}', '{}', 250, 1, $9, $10)`,
        [
          call.id,
          call.at,
          call.agentId,
          call.caller ?? "agent",
          call.server,
          call.tool,
          call.answer,
          JSON.stringify({ agent: { teamId: call.teamId } }),
          ctx.correlationId,
          eventId,
        ],
      );
    }
  });
  return made.map(({ id }) => id);
}

function eventOf(call: MadeCall & { id: string }): NewEvent {
  const { server, tool } = call;
  if (call.answer) {
    const details = { answer: call.answer, callerKind: call.caller ?? "agent", micros: 250, server, tool };
    return { type: "decision.made", targetId: call.id, agentId: call.agentId, details };
  }
  const said = {
    ...(call.millis === undefined ? {} : { durationMillis: call.millis }),
    ...(call.decisionId ? { decisionId: call.decisionId } : {}),
  };
  return {
    type: "call.reported",
    targetId: call.agentId,
    agentId: call.agentId,
    outcome: call.failed ? "failed" : "done",
    details: { ...said, server, tool },
  };
}

/** A row of the rollup as a test compares it, by hour, agent, server and tool. */
export type RollupRow = Record<string, unknown>;

export async function keptRollup(): Promise<RollupRow[]> {
  const { rows } = await sql().query(
    `select hour, agent_id, team_id, server, tool, decided, allowed, denied, stepped_up, reported, undecided, errors,
      decide_micros::int, timed, call_millis::float8, buckets from usage_hours`,
  );
  return sorted(rows);
}

/** The same rollup, reckoned call by call from decisions and events, in another language and by another way. */
export async function reckonedRollup(): Promise<RollupRow[]> {
  const { rows: decisions } = await sql().query("select * from decisions order by id");
  const { rows: events } = await sql().query(
    `select e.*, s.seq from audit_events e join log_sequence s on s.event_id = e.id
      where e.type in ('decision.made', 'call.reported') order by s.epoch, s.seq`,
  );
  const { rows: texts } = await sql().query("select event_id, field, value from audit_personal");
  const { rows: agents } = await sql().query("select id, team_id from agents");
  const said = new Map(texts.map(({ event_id, field, value }) => [`${event_id} ${field}`, value]));
  const kept = new Map<string, RollupRow & { [count: string]: number }>();
  for (const event of events) {
    const decision = decisions.find(({ id }) => id === event.target_id);
    if (decision?.caller_kind === "person") continue;
    const text = (field: string) => JSON.parse(said.get(`${event.id} ${field}`) ?? '""');
    const [server, tool] = decision ? [decision.server, decision.tool] : [text("server"), text("tool")];
    const hour = new Date(event.at);
    hour.setUTCMinutes(0, 0, 0);
    const key = JSON.stringify([hour, event.agent_id, server, tool]);
    const row = kept.get(key) ?? (emptyRow({ hour, agent_id: event.agent_id, server, tool }) as never);
    kept.set(key, row);
    if (decision) addDecision(row, decision);
    else addReport(row, { event, decisions, agents });
  }
  return sorted([...kept.values()].map(({ teamed: _, ...row }) => row));
}

function emptyRow(key: object): RollupRow {
  const counts = [
    "decided",
    "allowed",
    "denied",
    "stepped_up",
    "reported",
    "undecided",
    "errors",
    "decide_micros",
    "timed",
  ];
  const zero = Object.fromEntries([...counts, "call_millis"].map((name) => [name, 0]));
  return { ...key, ...zero, team_id: "", buckets: [], teamed: 0 };
}

interface DecisionRow {
  id: string;
  agent_id: string;
  outcome: "allow" | "allow_with_warning" | "deny" | "step_up";
  duration_micros: number;
  request: { agent: { teamId: string | null } };
}

interface ReportRow {
  agent_id: string;
  outcome: string;
  details: { durationMillis?: number; decisionId?: string };
}

function addDecision(row: RollupRow & { [count: string]: number }, decision: DecisionRow): void {
  const column = { allow: "allowed", allow_with_warning: "allowed", deny: "denied", step_up: "stepped_up" };
  row.decided = (row.decided ?? 0) + 1;
  const counted = column[decision.outcome];
  row[counted] = (row[counted] ?? 0) + 1;
  row.decide_micros = (row.decide_micros ?? 0) + Number(decision.duration_micros);
  Object.assign(row, { team_id: decision.request.agent.teamId ?? "", teamed: 1 });
}

function addReport(
  row: RollupRow & { [count: string]: number },
  {
    event,
    decisions,
    agents,
  }: { event: ReportRow; decisions: DecisionRow[]; agents: { id: string; team_id: string | null }[] },
): void {
  const { durationMillis, decisionId } = event.details;
  row.reported = (row.reported ?? 0) + 1;
  if (event.outcome === "failed") row.errors = (row.errors ?? 0) + 1;
  const named = decisions.some(({ id, agent_id }) => id === decisionId && agent_id === event.agent_id);
  if (!named) row.undecided = (row.undecided ?? 0) + 1;
  if (!row.teamed) Object.assign(row, { team_id: agents.find(({ id }) => id === event.agent_id)?.team_id ?? "" });
  if (durationMillis === undefined) return;
  row.timed = (row.timed ?? 0) + 1;
  row.call_millis = (row.call_millis ?? 0) + Math.round(durationMillis);
  const place = BOUNDS.findIndex((bound) => durationMillis <= bound);
  const buckets = row.buckets as unknown as number[];
  while (buckets.length <= BOUNDS.length) buckets.push(0);
  const bucket = place < 0 ? BOUNDS.length : place;
  buckets[bucket] = (buckets[bucket] ?? 0) + 1;
}

const nameOf = ({ hour, agent_id, server, tool }: RollupRow) => JSON.stringify([hour, agent_id, server, tool]);
const sorted = (rows: RollupRow[]) => rows.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
