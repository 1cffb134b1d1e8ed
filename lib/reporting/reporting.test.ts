import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { getStory, listEvents, readSearch } from "@/lib/audit";
import { contextFor } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { pastTheWalls } from "@/lib/testing/log";
import { reportEvents, type Source, sweepReported } from "./index";

testDatabase();

const AGENT = newId("agt");
const OTHER = newId("agt");
const KEY = newId("aky");
const DECISION = newId("dec");
const gateway: Source = { kind: "gateway", onlyAgentId: null, teamId: null };
const as = (id: string = KEY) => contextFor({ kind: "apiKey", id, grants: [] });
const CALL = {
  occurredAt: "2026-11-20T09:00:00Z",
  type: "call",
  agentId: AGENT,
  server: "Ledger",
  tool: "pay",
  outcome: "ok",
};
/** As it comes over the wire: what is undefined is absent. */
const event = (id: string, more: object = {}) => JSON.parse(JSON.stringify({ id, ...CALL, ...more }));

beforeAll(async () => {
  await db().team.createMany({ data: ["a", "b"].map((name) => ({ id: `tem_${name}`, name })) });
  for (const [id, name, teamId] of [
    [AGENT, "Refund agent", "tem_a"],
    [OTHER, "Invoice agent", "tem_b"],
  ] as const) {
    await db().agent.create({ data: { id, name, environment: "production", status: "active", teamId } });
  }
  await db().policy.create({ data: { id: "pol_payments", name: "Payments", createdAt: new Date() } });
  await sql().query(
    "insert into policy_versions (policy_id, number, text, state, created_at) values ('pol_payments', 3, '', 'published', now())",
  );
  await sql().query(
    `insert into decisions (id, at, agent_id, caller_kind, caller_id, server, tool, action, outcome, reason, context_digest,
       duration_micros, snapshot, correlation_id, event_id, request, answer)
     values ($1, now(), $2, 'agent', $2, 'Ledger', 'pay', 'pay', 'allow', 'granted', '', 1, 1, 'w-1', 'evt_x', '{}', '{}')`,
    [DECISION, AGENT],
  );
});

const recordedOf = async (target: string) => (await eventsOf(target)).filter(({ type }) => type.endsWith(".reported"));

describe("L7 a reported event", () => {
  it("stands in the log with what it said: ids and closed words in the leaf, the rest masked beside it (L8)", async () => {
    const said = {
      environment: "production",
      trigger: "human",
      onBehalfOf: "marta@harbour.example",
      action: "pay",
      targets: ["INV-2026-4177"],
      input: { to: "DE02120300000000202051", note: "card 4111 1111 1111 1111", api_key: "k" },
      decisionId: DECISION,
      policy: "pol_payments@3",
      step: 2,
      durationMillis: 41.6,
      tokens: { input: 12, output: 4 },
    };
    const { results } = await reportEvents(as(), gateway, [event("full", said)]);
    expect(results).toMatchObject([{ id: "full", status: "recorded" }]);
    const row = await db().auditEvent.findFirstOrThrow({ where: { id: results[0]?.eventId ?? "" } });
    expect(row).toMatchObject({
      type: "call.reported",
      actorKind: "apiKey",
      actorId: KEY,
      agentId: AGENT,
      targetId: AGENT,
      correlationId: "w-1",
      tool: "Ledger/pay",
      policy: "pol_payments",
      outcome: "done",
    });
    expect(row.details).toMatchObject({
      reportedBy: "gateway",
      occurredAt: "2026-11-20T09:00:00.000Z",
      action: "pay",
      decisionId: DECISION,
      durationMillis: 42,
      step: 2,
      masked: { email: 1, iban: 1, card: 1, secret: 1 },
    });
    const beside = JSON.stringify(await db().auditPersonal.findMany({ where: { eventId: row.id } }));
    for (const secret of ["marta@", "DE0212", "4111"]) expect(beside).not.toContain(secret);
    expect(beside).toContain("[masked: IBAN]");
    expect(Buffer.from(row.leaf).toString()).not.toContain("INV-2026-4177");
  });

  it("is answered row by row, and a bad one never loses the good ones", async () => {
    const bad = [
      event("b-2", { tool: "" }),
      "text",
      event("b-4", { agentId: newId("agt") }),
      event("b-5", { input: "\u0000" }),
    ];
    const huge = event("b-6", { input: "x".repeat(70_000) });
    const half = event("b-7", { rationale: "\ud800" });
    const answer = await reportEvents(as(), gateway, [
      event("b-1"),
      ...bad,
      huge,
      half,
      event("b-8", { agentId: undefined, agent: "refund AGENT" }),
    ]);
    expect(answer).toMatchObject({ recorded: 2, repeated: 0, refused: 6 });
    expect(answer.results.map(({ id, status, errors }) => [id, status, errors?.[0]?.field])).toEqual([
      ["b-1", "recorded", undefined],
      ["b-2", "refused", "tool"],
      [null, "refused", ""],
      ["b-4", "refused", "agentId"],
      ["b-5", "refused", ""],
      ["b-6", "refused", ""],
      ["b-7", "refused", ""],
      ["b-8", "recorded", undefined],
    ]);
  });

  it("again is the event of the first time; with other content it is refused, and other reporters have ids of their own", async () => {
    const [first] = (await reportEvents(as(), gateway, [event("r-1")])).results;
    const again = await reportEvents(as(), gateway, [event("r-1"), event("r-1", { outcome: "error" }), event("r-1")]);
    expect(again.results).toMatchObject([
      { status: "repeated", eventId: first?.eventId },
      { status: "refused", errors: [{ field: "id" }] },
      { status: "repeated", eventId: first?.eventId },
    ]);
    const [elsewhere] = (await reportEvents(as(newId("aky")), gateway, [event("r-1", { outcome: "error" })])).results;
    expect(elsewhere).toMatchObject({ status: "recorded" });
  });

  it("is refused where its reporter may not speak for the agent, as if there were none", async () => {
    const [ofTeam] = (await reportEvents(as(), { ...gateway, teamId: "tem_b" }, [event("t-1")])).results;
    const own: Source = { kind: "agent", onlyAgentId: OTHER, teamId: null };
    const ctx = contextFor({ kind: "agent", id: OTHER, instanceId: "ins_1" });
    const [foreign, itself] = (await reportEvents(ctx, own, [event("t-2"), event("t-3", { agentId: undefined })]))
      .results;
    for (const one of [ofTeam, foreign]) {
      expect(one).toMatchObject({
        status: "refused",
        errors: [{ field: "agentId", sentence: "There is no such agent, or you may not report for it." }],
      });
    }
    expect(itself).toMatchObject({ status: "recorded" });
    expect(await recordedOf(OTHER)).toHaveLength(1);
  });

  it("joins a workflow only where its own agent was decided about, and leans on nothing of another agent", async () => {
    const rows = [
      event("w-1", { correlationId: "w-1" }),
      event("w-2", { correlationId: "w-1", agentId: OTHER }),
      event("w-3", { correlationId: "trace" }),
      event("w-4", { decisionId: DECISION, agentId: OTHER }),
      event("w-5"),
    ];
    const { results } = await reportEvents(as(), gateway, rows);
    expect(results.map(({ status }) => status)).toEqual(["recorded", "recorded", "recorded", "refused", "recorded"]);
    const ids = results.flatMap(({ eventId }) => eventId ?? []);
    const stored = await db().auditEvent.findMany({ where: { id: { in: ids } } });
    const workflow = (at: number) => stored.find(({ id }) => id === ids[at])?.correlationId;
    expect([workflow(0), workflow(1), workflow(2)]).toEqual(["w-1", `${KEY}:w-1`, `${KEY}:trace`]);
    expect(workflow(3)).toMatch(/^req_/);
  });

  it.each([
    ["correlationId", "4111-1111-1111-1111"],
    ["correlationId", "sk-live-abcdefghijklmnop1234"],
  ])("is refused where its %s says what must not stand in a public leaf: %s (L8)", async (field, given) => {
    const { results } = await reportEvents(as(), gateway, [event(newId("req"), { [field]: given })]);
    expect(results).toMatchObject([
      { status: "refused", errors: [{ field, write: expect.stringContaining("public") }] },
    ]);
  });

  it.each(["pol_marta_nowak_was_dismissed", "pol_4111111111111111@1", "pol_payments@4", "pol_payments@999999999"])(
    "is refused where it names a policy that there is not, as free words in the public leaf would: %s (L8)",
    async (policy) => {
      const { results } = await reportEvents(as(), gateway, [event(newId("req"), { policy })]);
      expect(results).toMatchObject([
        {
          status: "refused",
          errors: [{ field: "policy", sentence: "There is no such policy.", write: expect.stringContaining("pol_") }],
        },
      ]);
      const known = await reportEvents(as(), gateway, [event(newId("req"), { policy: "pol_payments" })]);
      expect(known.results).toMatchObject([{ status: "recorded" }]);
    },
  );

  it("is found and read as a story under whatever its reporter called the piece of work (L4)", async () => {
    const auditor = contextAs("auditor", { id: "per_yuki", now: new Date() });
    const names = ["w-1", "4bf92f3577b34da6a3ce929d0e0e4736", "order:77.b", "7", "x".repeat(64)];
    const rows = names.map((correlationId, at) => event(`story-${at}`, { correlationId }));
    const { results } = await reportEvents(as(), gateway, rows);
    const ids = results.flatMap(({ eventId }) => eventId ?? []);
    for (const { id, correlationId } of await db().auditEvent.findMany({ where: { id: { in: ids } } })) {
      const { steps } = await getStory(auditor, correlationId);
      expect(steps.flatMap(({ events }) => events.map((one) => one.id))).toContain(id);
      const { search, problems } = await readSearch(auditor, `correlation:${correlationId}`);
      expect([problems, search.correlationId]).toEqual([[], correlationId]);
      expect((await listEvents(auditor, search)).rows.map((one) => one.id)).toContain(id);
    }
    expect(ids).toHaveLength(names.length);
  });

  it("is taken from machines alone, and a batch has an end", async () => {
    const person = contextFor({
      kind: "user",
      id: "per_1",
      sessionId: "ses_1",
      grants: [{ role: "admin", teamId: null }],
    });
    await expect(reportEvents(person, gateway, [event("p-1")])).rejects.toMatchObject({ code: "forbidden" });
    await expect(reportEvents(as(), gateway, new Array(1_001).fill(null))).rejects.toMatchObject({ code: "too_large" });
  });

  it("is recorded exactly once however its batches are split, repeated and sent side by side", async () => {
    const plan = fc.record({
      count: fc.integer({ min: 1, max: 30 }),
      sends: fc.array(fc.record({ from: fc.nat(29), size: fc.integer({ min: 1, max: 30 }), reversed: fc.boolean() }), {
        maxLength: 8,
      }),
      atOnce: fc.integer({ min: 1, max: 6 }),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(plan, async ({ count, sends, atOnce }) => {
        const source = newId("aky");
        run++;
        const events = Array.from({ length: count }, (_, at) => event(`x-${run}-${at}`, { input: at }));
        const whole = { from: 0, size: count, reversed: false };
        const batches = [...sends, whole, whole].map(({ from, size, reversed }) => {
          const part = events.slice(from, from + size);
          return reversed ? part.reverse() : part;
        });
        const answers: Map<string, Set<string>> = new Map();
        let recorded = 0;
        for (let at = 0; at < batches.length; at += atOnce) {
          const turn = batches.slice(at, at + atOnce).map((batch) => reportEvents(as(source), gateway, batch));
          for (const answer of await Promise.all(turn)) {
            expect(answer.refused).toBe(0);
            recorded += answer.recorded;
            for (const { id, eventId } of answer.results) {
              answers.set(id ?? "", (answers.get(id ?? "") ?? new Set()).add(eventId ?? ""));
            }
          }
        }
        expect(recorded).toBe(count);
        expect([...answers.values()].every((ids) => ids.size === 1)).toBe(true);
        expect(await db().auditEvent.count({ where: { actorId: source } })).toBe(count);
      }),
      { numRuns: 40 },
    );
  });

  it("is forgotten by its id after seven days, and the event stays", async () => {
    const source = newId("aky");
    const at = new Date("2026-11-10T09:00:00Z");
    const old = contextFor({ kind: "apiKey", id: source, grants: [] }, { now: at });
    await reportEvents(old, gateway, [event("old", { occurredAt: "2026-11-10T08:00:00Z" })]);
    await sweepReported(contextFor({ kind: "system", id: "worker" }, { now: new Date("2026-11-17T08:59:59Z") }));
    expect(await db().reportedKey.count({ where: { sourceId: source } })).toBe(1);
    await sweepReported(contextFor({ kind: "system", id: "worker" }, { now: new Date("2026-11-17T09:00:01Z") }));
    expect(await db().reportedKey.count({ where: { sourceId: source } })).toBe(0);
    expect(await db().auditEvent.count({ where: { actorId: source } })).toBe(1);
  });

  it("is refused as a whole while the log is behind: nothing is half done", async () => {
    const source = newId("aky");
    const limit = (value: number) => pastTheWalls((tx) => tx.query("update log_state set backlog_limit = $1", [value]));
    await limit(0);
    await expect(reportEvents(as(source), gateway, [event("late")])).rejects.toMatchObject({ code: "unavailable" });
    await limit(100_000);
    expect(await db().reportedKey.count({ where: { sourceId: source } })).toBe(0);
    expect(await reportEvents(as(source), gateway, [event("late")])).toMatchObject({ recorded: 1 });
  });
});
