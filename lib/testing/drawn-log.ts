import fc from "fast-check";
import { beforeAll, expect } from "vitest";
import {
  type AuditSearchInput,
  COUNTS,
  type EventView,
  followLog,
  listEvents,
  type NewEvent,
  recordEvents,
  SEARCH,
  sequenceOnce,
} from "@/lib/audit";
import { auditSearchSchema } from "@/lib/audit/search";
import { type Context, contextFor, systemContext } from "@/lib/context";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testLog } from "@/lib/testing/log";

/** A log of drawn events over some months, part of it followed, and the same searches said plainly over all of its events. */

export const id = (prefix: string, name: string) => `${prefix}_${name.padStart(26, "0")}`;
export const TEAMS = [id("tem", "one"), id("tem", "two")];
export const PEOPLE = ["marta", "mar", "daan"].map((name) => id("per", name));
export const AGENTS = ["match", "dep1", "sc0ut"].map((name) => id("agt", name));
export const POLICIES = ["a", "b"].map((name) => id("pol", name));
export const TOOLS = [
  ["payments", "refund"],
  ["payments", "refund_all"],
  ["ledger", "look up"],
] as const;
export const NOW = new Date(Date.UTC(2026, 10, 20, 12));
const REASONS = ["A loop of refunds", "refund looped", "“Ärger” mit dem Gateway", "100 % of calls_failed", "loop-a"];

/** Draws the same choices every time. */
function drawing(seed: number) {
  let state = seed;
  return <T>(values: readonly T[]): T => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return values[Math.floor((state / 2_147_483_648) * values.length)] as T;
  };
}
const draw = drawing(7);
const at = () =>
  new Date(NOW.getTime() - draw([0, 1, 2, 3, 5, 8, 13]) * draw([1_000, 3_600_000, 86_400_000, 864_000_000]));

function anEvent(): NewEvent {
  const agentId = draw(AGENTS);
  const [server, tool] = draw(TOOLS);
  const outcome = draw(["done", "done", "refused", "failed"] as const);
  const choices: NewEvent[] = [
    {
      type: "decision.made",
      targetId: id("dec", String(draw([1, 2, 3]))),
      agentId,
      outcome,
      details: { server, tool, answer: "deny", policies: [`${draw(POLICIES)}@1`] },
    },
    {
      type: "agent.suspended",
      targetId: agentId,
      agentId,
      outcome,
      details: { environment: "production", name: "Invoice matcher", reason: draw(REASONS) },
    },
    { type: "person.role_granted", targetId: draw(PEOPLE), outcome, details: { role: "owner", teamId: null } },
    { type: "policy.rejected", targetId: draw(POLICIES), outcome, details: { reason: draw(REASONS) } },
    { type: "team.created", targetId: draw(TEAMS), outcome, details: { name: "Payments" } },
  ];
  return draw(choices);
}

function someone(now: Date): Context {
  const correlationId = id("req", String(draw([1, 2, 3, 4])));
  const actor = draw([
    () => contextFor({ kind: "user", id: draw(PEOPLE), sessionId: "ses_1", grants: [] }, { now, correlationId }),
    () => contextFor({ kind: "agent", id: draw(AGENTS), instanceId: "ins_1" } as never, { now, correlationId }),
    () => systemContext("worker", { now, correlationId }),
  ]);
  return actor();
}

async function record(count: number): Promise<void> {
  for (let each = 0; each < count; each++) {
    const now = at();
    await inSqlTransaction((tx) => recordEvents(tx, someone(now), [anEvent()]));
  }
}

export const auditor = { ...contextAs("auditor", { id: "per_auditor" }), now: NOW };
export const owner = { ...contextAs("owner", { id: PEOPLE[0] as string, teamId: TEAMS[0] as string }), now: NOW };

export interface Known extends EventView {
  words: string;
}

/** Everything there is, as an auditor sees it, with its words in a form of its own. */
async function readAll(): Promise<Known[]> {
  const { rows: ids } = await sql().query<{ id: string }>("select id from audit_events");
  const found: Known[] = [];
  let olderThan: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(auditor, { olderThan, limit: 200 });
    found.push(...page.rows.map((row) => ({ ...row, words: "" })));
    olderThan = page.older;
  } while (olderThan);
  expect(found.map((row) => row.id)).toEqual(ids.map((row) => row.id).sort((one, other) => (one < other ? 1 : -1)));
  return found;
}

const anyOf = (values: readonly string[], ...held: (string | null | undefined)[]) =>
  values.length === 0 || held.some((value) => typeof value === "string" && values.includes(value));

/** The ids that a search finds, said plainly over all events. */
export function naive(input: AuditSearchInput, from: readonly Known[]): string[] {
  const search = auditSearchSchema.parse(input);
  const has = (facets: typeof search.not, event: Known) => [
    [facets.kind, anyOf(facets.kind, event.type, event.type.split(".")[0])] as const,
    [facets.severity, anyOf(facets.severity, event.severity)] as const,
    [facets.outcome, anyOf(facets.outcome, event.outcome)] as const,
    [facets.actorId, anyOf(facets.actorId, event.actor.id)] as const,
    [facets.agentId, anyOf(facets.agentId, event.agent?.id)] as const,
    [facets.tool, anyOf(facets.tool, event.tool)] as const,
    [facets.policy, anyOf(facets.policy, event.policy?.id)] as const,
    [facets.personId, anyOf(facets.personId, event.actor.id, event.target.id)] as const,
  ];
  return from
    .filter(
      (event) =>
        has(search, event).every(([, met]) => met) &&
        has(search.not, event).every(([values, met]) => values.length === 0 || !met) &&
        anyOf(search.targetId ? [search.targetId] : [], event.target.id) &&
        anyOf(search.correlationId ? [search.correlationId] : [], event.correlationId) &&
        (search.from === null || event.at >= new Date(search.from).toISOString()) &&
        (search.to === null || event.at.slice(0, search.to.length) <= search.to),
    )
    .map((event) => event.id);
}

/** The ids that a search finds page by page; upwards from the last page. */
export async function listed(
  ctx: Context,
  search: AuditSearchInput,
  limit: number,
  upwards = false,
): Promise<string[]> {
  const ids: string[] = [];
  let page = await listEvents(ctx, { ...search, limit });
  ids.push(...page.rows.map((row) => row.id));
  while (page.older) {
    page = await listEvents(ctx, { ...search, limit, olderThan: page.older });
    ids.push(...page.rows.map((row) => row.id));
  }
  if (!upwards) return ids;
  const back = page.rows.map((row) => row.id);
  while (page.newer && page.rows.length) {
    page = await listEvents(ctx, { ...search, limit, newerThan: page.newer });
    back.unshift(...page.rows.map((row) => row.id));
  }
  return back;
}

const some = <T>(values: readonly T[], most = 2) => fc.subarray([...values], { minLength: 1, maxLength: most });
export const FACETS: Record<string, fc.Arbitrary<AuditSearchInput>> = {
  kind: some(["agent", "decision.made", "policy", "person.role_granted", "team"] as const).map((kind) => ({ kind })),
  severity: some(["info", "notice", "warning", "alert"] as const).map((severity) => ({ severity })),
  outcome: some(["done", "refused", "failed"] as const).map((outcome) => ({ outcome })),
  actor: some([...PEOPLE, ...AGENTS, "worker"]).map((actorId) => ({ actorId })),
  agent: some(AGENTS).map((agentId) => ({ agentId })),
  tool: some(TOOLS.map((tool) => tool.join("/"))).map((tool) => ({ tool })),
  policy: some(POLICIES).map((policy) => ({ policy })),
  person: some(PEOPLE).map((personId) => ({ personId })),
  target: fc.constantFrom(...PEOPLE, ...AGENTS, ...TEAMS).map((targetId) => ({ targetId })),
  correlation: fc.constantFrom(1, 2, 3, 4).map((at_) => ({ correlationId: id("req", String(at_)) })),
  time: fc.constantFrom<AuditSearchInput>(
    { from: "2026-11-19" },
    { to: "2026-11-19" },
    { from: "2026-11-01", to: "2026-11-18" },
    { from: "2026-11-20T11:00:00.000Z" },
  ),
  notKind: some(["agent", "decision"] as const).map((kind) => ({ not: { kind } })),
  notTool: some(TOOLS.map((tool) => tool.join("/"))).map((tool) => ({ not: { tool } })),
  notPerson: some(PEOPLE).map((personId) => ({ not: { personId } })),
};
export const pairs = fc
  .uniqueArray(fc.constantFrom(...Object.keys(FACETS)), { minLength: 1, maxLength: 3 })
  .chain((names) => fc.tuple(...names.map((name) => FACETS[name] as fc.Arbitrary<AuditSearchInput>)))
  .map((parts): AuditSearchInput => Object.assign({}, ...parts));

async function drawLog(): Promise<void> {
  await db().team.createMany({ data: TEAMS.map((team, place) => ({ id: team, name: `Team ${place}` })) });
  await db().person.createMany({
    data: PEOPLE.map((person) => ({ id: person, name: person, email: `${person}@x.example` })),
  });
  await db().agent.createMany({
    data: AGENTS.map((agent, place) => ({
      id: agent,
      name: agent,
      environment: "production",
      teamId: TEAMS[place === 0 ? 0 : 1] as string,
      ownerId: PEOPLE[place] as string,
    })),
  });
  await record(240);
  await sequenceOnce();
  while (await followLog([COUNTS, SEARCH]));
  // Some that no follower has seen, and some that have no number.
  await record(20);
  await sequenceOnce();
  await record(10);
}

/**
 * Gives the calling test file such a log: call it at the top of the file.
 * @returns all events that were drawn, newest first
 */
export function drawnLog(): () => readonly Known[] {
  let all: readonly Known[] = [];
  testLog();
  beforeAll(async () => {
    await drawLog();
    all = await readAll();
  });
  return () => all;
}
