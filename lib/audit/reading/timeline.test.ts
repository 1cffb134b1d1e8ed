import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Context, contextFor, systemContext } from "@/lib/context";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testLog } from "@/lib/testing/log";
import {
  type AuditSearchInput,
  COUNTS,
  countEvents,
  type EventView,
  eventFacets,
  followLog,
  listEvents,
  type NewEvent,
  readHeads,
  recordEvents,
  SEARCH,
  sequenceOnce,
  streamLeaves,
  tailEvents,
} from "../index";
import { auditSearchSchema } from "../search";

testLog();

const id = (prefix: string, name: string) => `${prefix}_${name.padStart(26, "0")}`;
const TEAMS = [id("tem", "one"), id("tem", "two")];
const PEOPLE = ["marta", "mar", "daan"].map((name) => id("per", name));
const AGENTS = ["match", "dep1", "sc0ut"].map((name) => id("agt", name));
const POLICIES = ["a", "b"].map((name) => id("pol", name));
const TOOLS = [
  ["payments", "refund"],
  ["payments", "refund_all"],
  ["ledger", "look up"],
] as const;
const NOW = new Date(Date.UTC(2026, 10, 20, 12));
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

const auditor = { ...contextAs("auditor", { id: "per_auditor" }), now: NOW };
const owner = { ...contextAs("owner", { id: PEOPLE[0] as string, teamId: TEAMS[0] as string }), now: NOW };

interface Known extends EventView {
  words: string;
}
let all: Known[] = [];

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

/** The same search, said plainly over all events. */
function naive(input: AuditSearchInput, from: readonly Known[]): string[] {
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

async function listed(ctx: Context, search: AuditSearchInput, limit: number, upwards = false): Promise<string[]> {
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
const FACETS: Record<string, fc.Arbitrary<AuditSearchInput>> = {
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
const pairs = fc
  .uniqueArray(fc.constantFrom(...Object.keys(FACETS)), { minLength: 1, maxLength: 3 })
  .chain((names) => fc.tuple(...names.map((name) => FACETS[name] as fc.Arbitrary<AuditSearchInput>)))
  .map((parts): AuditSearchInput => Object.assign({}, ...parts));

beforeAll(async () => {
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
  all = await readAll();
});

describe("L4 every facet, alone and together, is what a plain reading of all events finds", () => {
  it.each(Object.keys(FACETS))("%s alone", async (name) => {
    await fc.assert(
      fc.asyncProperty(FACETS[name] as fc.Arbitrary<AuditSearchInput>, async (search) => {
        expect(await listed(auditor, search, 50)).toEqual(naive(search, all));
      }),
      { numRuns: 3 },
    );
  });

  it("in pairs and threes, page by page, both ways", async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.integer({ min: 15, max: 60 }), async (search, limit) => {
        const expected = naive(search, all);
        expect(await listed(auditor, search, limit)).toEqual(expected);
        expect(await listed(auditor, search, limit, true)).toEqual(expected);
        expect(await countEvents(auditor, search)).toEqual({ count: expected.length, exact: true });
      }),
      { numRuns: 20 },
    );
  });

  it("counts each value as often as it occurs", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constant<AuditSearchInput>({}), FACETS.time as fc.Arbitrary<AuditSearchInput>, pairs),
        async (search) => {
          const rows = naive(search, all).map((one) => all.find((event) => event.id === one) as Known);
          const facets = await eventFacets(auditor, search);
          const counted = (values: (string | null | undefined)[]) =>
            Object.fromEntries(
              [
                ...Map.groupBy(
                  values.filter((value) => typeof value === "string"),
                  (value) => value,
                ),
              ].map(([value, those]) => [value, those.length]),
            );
          const told = (list: readonly { value: string; count: number }[]) =>
            Object.fromEntries(list.map(({ value, count }) => [value, count]));
          expect({ window: facets.window, complete: facets.complete }).toEqual({ window: rows.length, complete: true });
          expect(told(facets.kinds)).toEqual(counted(rows.map((row) => row.type)));
          expect(told(facets.outcomes)).toEqual(counted(rows.map((row) => row.outcome)));
          expect(told(facets.severities)).toEqual(counted(rows.map((row) => row.severity)));
          expect(told(facets.agents)).toEqual(counted(rows.map((row) => row.agent?.id)));
          expect(told(facets.actors)).toEqual(counted(rows.map((row) => row.actor.id)));
          expect(told(facets.tools)).toEqual(counted(rows.map((row) => row.tool)));
          expect(told(facets.policies)).toEqual(counted(rows.map((row) => row.policy?.id)));
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe("L4 what an owner sees, finds and counts", () => {
  const own = () => all.filter((event) => event.agent?.id === AGENTS[0] || event.actor.id === PEOPLE[0]);

  it("is their own agents' events and what they did, whatever is asked for", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constant<AuditSearchInput>({}), pairs), async (search) => {
        const expected = naive(search, own());
        expect(await listed(owner, search, 7)).toEqual(expected);
        expect(await countEvents(owner, search)).toEqual({ count: expected.length, exact: true });
        const { window, total } = await eventFacets(owner, search);
        expect({ window, total }).toEqual({ window: expected.length, total: { count: expected.length, exact: true } });
      }),
      { numRuns: 15 },
    );
  });

  it("holds for words, the live tail and what is streamed", async () => {
    const ids = new Set(own().map((event) => event.id));
    const words = await listed(owner, { text: "refund" }, 50);
    const followed = await tailEvents(owner, {}, -1);
    const heads = await readHeads(sql());
    const streamed = await inSqlTransaction(async (tx) => {
      const found: string[] = [];
      for await (const rows of streamLeaves(tx, owner, { search: {}, heads })) {
        found.push(...rows.map(({ leaf }): string => JSON.parse(leaf).id));
      }
      return found;
    });
    for (const found of [words, followed.rows.map((row) => row.id), streamed]) {
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter((one) => !ids.has(one))).toEqual([]);
    }
  });
});

describe("L4 counts of one facet", () => {
  it("are taken from what is kept, whatever was followed, and for any time", async () => {
    const count = async (search: AuditSearchInput) => (await countEvents(auditor, search)).count;
    const search: AuditSearchInput = {
      agentId: AGENTS[0] as string,
      from: "2026-11-01T10:30:00.000Z",
      to: "2026-11-20",
    };
    const before = await count(search);
    expect(before).toBe(naive(search, all).length);
    await sequenceOnce();
    while (await followLog([COUNTS]));
    expect(await count(search)).toBe(before);
    await sql().query(
      "update audit_counts set events = events + 1000 where grain = 'ever' and facet = 'agent' and value = $1",
      [AGENTS[0]],
    );
    try {
      expect(await count({ agentId: AGENTS[0] as string })).toBe(
        naive({ agentId: AGENTS[0] as string }, all).length + 1_000,
      );
    } finally {
      await sql().query(
        "update audit_counts set events = events - 1000 where grain = 'ever' and facet = 'agent' and value = $1",
        [AGENTS[0]],
      );
    }
  });

  it("are counted event by event for a tool that was one too many to be counted by itself", async () => {
    const search: AuditSearchInput = { tool: [(TOOLS[0] as readonly string[]).join("/")] };
    const expected = naive(search, all).length;
    await sql().query("update audit_counts set value = '' where facet = 'tool' and value = $1", search.tool);
    try {
      expect(await countEvents(auditor, search)).toEqual({ count: expected, exact: true });
    } finally {
      await sql().query("update audit_counts set value = $1 where facet = 'tool' and value = ''", search.tool);
    }
  });
});

describe("L4 searching for words", () => {
  const found = async (text: string, more: AuditSearchInput = {}) => listed(auditor, { text, ...more }, 50);
  const reasons = async (text: string) => {
    const rows = (await listEvents(auditor, { text, kind: ["agent.suspended"], limit: 200 })).rows;
    return [
      ...new Set(rows.map((row) => row.sentence.map((part) => ("text" in part ? part.text : "")).join(""))),
    ].sort();
  };
  const suspended = (reason: string) => `suspended the agent : ${reason}`;

  it("finds words as they begin, in any order, and phrases as they stand", async () => {
    expect(await reasons("loop")).toEqual(
      [suspended("A loop of refunds"), suspended("loop-a"), suspended("refund looped")].sort(),
    );
    expect(await reasons("refund loop")).toEqual([suspended("A loop of refunds"), suspended("refund looped")].sort());
    expect(await reasons('"refund loop"')).toEqual([suspended("refund looped")]);
    expect(await reasons('"loop a"')).toEqual([suspended("loop-a")]);
    expect(await reasons("ärger GATEWAY")).toEqual([suspended("“Ärger” mit dem Gateway")]);
    expect(await reasons("calls failed 100")).toEqual([suspended("100 % of calls_failed")]);
  });

  it("finds the same events before and after they were followed, once each, both ways", async () => {
    const before = await found("refund");
    expect(new Set(before).size).toBe(before.length);
    expect(await listed(auditor, { text: "refund" }, 7, true)).toEqual(before);
    const narrowed = await found("refund", { agentId: AGENTS[1], outcome: ["refused"] });
    const plainly = naive({ agentId: AGENTS[1], outcome: ["refused"] }, all);
    expect(narrowed).toEqual(before.filter((one) => plainly.includes(one)));
    await sequenceOnce();
    while (await followLog([COUNTS, SEARCH]));
    expect(await found("refund")).toEqual(before);
    expect(await found("refund", { agentId: AGENTS[1], outcome: ["refused"] })).toEqual(narrowed);
  });

  it("finds everything that has an id in it", async () => {
    const agent = AGENTS[2] as string;
    expect(await found(agent)).toEqual(
      all
        .filter((event) => [event.agent?.id, event.actor.id, event.target.id].includes(agent))
        .map((event) => event.id),
    );
  });

  it.each(["'", "\\", "' | 'a", "%", "_", "a:*b", "<->", "!refund", "''':*", "\u{1F600}", "\ud800"])(
    "%j is only text",
    async (text) => {
      const rows = await found(text);
      expect(Array.isArray(rows)).toBe(true);
    },
  );

  it("finds nothing by words that were let go", async () => {
    const [first] = await found("loop", { kind: ["agent.suspended"] });
    await sql().query("delete from audit_search where at = event_at($1) and event_id = $1", [first]);
    expect(await found("loop", { kind: ["agent.suspended"] })).not.toContain(first);
    expect(await found("", { kind: ["agent.suspended"] })).toContain(first);
  });
});

describe("L4 pages while events arrive", () => {
  it("repeat nothing and lose nothing of what was there", async () => {
    const before = await listed(auditor, { kind: ["agent"] }, 200);
    const seen: string[] = [];
    let olderThan: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(auditor, {
        kind: ["agent"],
        limit: 9,
        olderThan,
      });
      seen.push(...page.rows.map((row) => row.id));
      olderThan = page.older;
      await inSqlTransaction((tx) =>
        recordEvents(tx, systemContext("worker", { now: new Date(NOW.getTime() + 60_000) }), [
          {
            type: "agent.suspended",
            targetId: AGENTS[0] as string,
            agentId: AGENTS[0] as string,
            details: { reason: "New" },
          },
        ]),
      );
    } while (olderThan);
    expect(seen).toEqual(before);
  });
});
