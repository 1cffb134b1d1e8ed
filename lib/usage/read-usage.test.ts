import { beforeAll, describe, expect, it } from "vitest";
import { followLog, listEvents, sequenceOnce } from "@/lib/audit";
import { contextFor } from "@/lib/context";
import { sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { reportEvents } from "@/lib/reporting";
import { type Past, writeHistory } from "@/lib/testing/approval-histories";
import { contextAs } from "@/lib/testing/contexts";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type MadeCall, recordCalls } from "@/lib/testing/usage";
import { exportUsage, readUsage, USAGE } from "./index";
import { USAGE_BY, USAGE_SORTS } from "./terms";

testLog();

const now = new Date("2026-11-20T18:20:00Z");
const ciso = contextAs("ciso", { id: "per_cora", now });
let matcher = "";
let payer = "";

beforeAll(async () => {
  await seedOrganisation();
  matcher = await seedDecidingAgent({ name: "Invoice matcher" });
  payer = await seedDecidingAgent({ name: "Payer" });
  await sql().query("update agents set team_id = 'tem_b' where id = $1", [payer]);
  const at = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const call = (over: Partial<MadeCall>): MadeCall => ({
    ...{ at: at(1), agentId: matcher, teamId: "tem_a", server: "Books", tool: "read", answer: "allow" },
    ...over,
  });
  const of = (count: number, over: Partial<MadeCall>) => Array.from({ length: count }, () => call(over));
  const payers = { agentId: payer, teamId: "tem_b", server: "Bank", tool: "pay" };
  const ids = await recordCalls([
    ...of(6, {}),
    ...of(3, { answer: "deny", tool: "delete" }),
    ...of(1, { answer: "step_up" }),
    ...of(4, { at: at(30) }),
    ...of(2, { ...payers, answer: "step_up", at: at(5) }),
    ...of(5, { caller: "person" }),
  ]);
  const { answer: _, ...report } = call({});
  await recordCalls([
    { ...report, decisionId: ids[0] ?? "", millis: 40 },
    { ...report, decisionId: ids[1] ?? "", millis: 45 },
    { ...report, decisionId: ids[2] ?? "", failed: true, millis: 4_000 },
    { ...report, ...payers, tool: "refund" },
  ]);
  await sequenceOnce();
  while (await followLog([USAGE]));
});

describe("M4 usage", () => {
  it("is every call once, with what became of it, against the span before", async () => {
    const view = await readUsage(ciso, { by: "agent" });
    expect([view.from, view.to, view.grain]).toEqual(["2026-11-19T19:00:00.000Z", "2026-11-20T19:00:00.000Z", "hour"]);
    expect(view.rows).toMatchObject([
      {
        ...{ id: matcher, name: "Invoice matcher", team: { id: "tem_a", name: "Team a" } },
        ...{ calls: 10, decided: 10, allowed: 6, denied: 3, steppedUp: 1, reported: 3, errors: 1, undecided: 0 },
        ...{ before: 4, change: 1.5, stepUpsPer100: 10, activeAgents: 1, share: 10 / 13 },
      },
      {
        id: payer,
        calls: 3,
        decided: 2,
        steppedUp: 2,
        reported: 1,
        undecided: 1,
        before: 0,
        change: null,
        timed: 0,
        p50: null,
      },
    ]);
    const [row] = view.rows;
    expect(row?.errorRate).toBeCloseTo(1 / 3);
    expect([row?.p50, row?.p95].map((millis) => Math.round(millis ?? 0))).toEqual([45, 4_700]);
    expect(view.total).toMatchObject({ calls: 13, denied: 3, activeAgents: 2, registeredAgents: 2 });
    expect(view.series).toHaveLength(24);
    expect(view.series.reduce((sum, { calls }) => sum + calls, 0)).toBe(13);
    expect(view.behind).toEqual({ events: 0, seconds: 0 });
  });

  it("goes by team with those who could have called, and by tool", async () => {
    const teams = await readUsage(ciso, { by: "team", sort: "name", dir: "asc" });
    expect(teams.rows).toMatchObject([
      { name: "Team a", calls: 10, activeAgents: 1, registeredAgents: 1 },
      { name: "Team b", calls: 3, activeAgents: 1, registeredAgents: 1 },
    ]);
    const tools = await readUsage(ciso, { by: "tool", server: "Books" });
    expect(tools.rows.map(({ name, calls }) => [name, calls])).toEqual([
      ["Books/read", 7],
      ["Books/delete", 3],
    ]);
    const found = await readUsage(ciso, { by: "agent", find: "MATCH" });
    expect(found.rows.map(({ id }) => id)).toEqual([matcher]);
  });

  it("says what waiting for people costs", async () => {
    const before = await readUsage(ciso, { by: "team" });
    expect([before.total.stepUpsPer100, before.total.medianWaitSeconds]).toEqual([25, null]);
    const request: Omit<Past, "team" | "votes" | "kind" | "standing"> = {
      ...{
        agoMillis: 3_600_000,
        groups: ["payment"],
        tool: "pay_invoice",
        status: "denied",
        joined: 0,
        breakGlass: false,
      },
      ...{ reviewed: false, late: false, viewedAfter: null, ttlMillis: 9_000_000 },
    };
    const decided = (team: string, seconds: number, over: Partial<Past> = {}): Past => ({
      ...{ ...request, team, kind: "agent", standing: false },
      votes: [{ personId: "per_rita", answer: "deny", afterMillis: seconds * 1_000, dwellMillis: 9_000 }],
      ...over,
    });
    const history = [
      ...[decided("tem_a", 10), decided("tem_a", 30), decided("tem_a", 20), decided("tem_b", 50), decided("tem_b", 60)],
      ...[decided("tem_b", 900, { kind: "canary" }), decided("tem_b", 900, { standing: true })],
      decided("tem_b", 900, { agoMillis: 30 * 3_600_000 }),
    ];
    await writeHistory({ agentId: matcher, now, history });
    const { total, rows } = await readUsage(ciso, { by: "team", sort: "name", dir: "asc" });
    expect(total.medianWaitSeconds).toBe(30);
    expect(rows.map(({ medianWaitSeconds }) => medianWaitSeconds)).toEqual([20, 55]);
    const owner = contextAs("owner", { id: "per_olga", teamId: "tem_b", now });
    expect((await readUsage(owner, { by: "team" })).total.medianWaitSeconds).toBe(55);
  });

  it("shows a person with a role for a team what was called for that team, and its choices alone", async () => {
    const owner = contextAs("owner", { id: "per_olga", teamId: "tem_b", now });
    for (const by of USAGE_BY) {
      const view = await readUsage(owner, { by });
      expect(view.total.calls).toBe(3);
      expect(view.rows.every(({ calls }) => calls <= 2 || by !== "tool")).toBe(true);
      expect(view.teams.map(({ id }) => id)).toEqual(["tem_b"]);
      expect(view.servers.map(({ name }) => name)).toEqual(["Bank"]);
    }
    const sought = await readUsage(owner, { agentId: matcher });
    expect([sought.total.calls, sought.agent?.name]).toEqual([0, matcher]);
    expect((await readUsage(owner, { teamId: "tem_a" })).rows).toEqual([]);
    const csv = await exportUsage(owner, { by: "tool" });
    expect(csv).toContain("Bank");
    expect(csv).not.toContain("Books");
    const { rows: events } = await sql().query(
      "select actor_id, details from audit_events where type = 'export.created'",
    );
    expect(events).toEqual([{ actor_id: "per_olga", details: { what: "usage", rows: 2 } }]);
  });

  it("counts as errors what failed: a call that was denied or called off did not come about", async () => {
    const at = new Date("2026-11-12T10:30:00Z");
    const program = contextFor({ kind: "apiKey", id: newId("aky"), grants: [] }, { now: at });
    const rows = ["ok", "error", "cancelled", "cancelled", "denied"].map((outcome, id) => {
      const occurredAt = at.toISOString();
      return { id: `end-${id}`, occurredAt, type: "call", agentId: payer, server: "Bank", tool: "lend", outcome };
    });
    await reportEvents(program, { kind: "gateway", onlyAgentId: null, teamId: null }, rows);
    await sequenceOnce();
    while (await followLog([USAGE]));
    const span = { from: "2026-11-12T10:00:00Z", to: "2026-11-12T11:00:00Z" };
    const { total, rows: tools, series } = await readUsage(ciso, { ...span, by: "tool" });
    expect([total, tools[0]]).toMatchObject(Array(2).fill({ calls: 5, reported: 5, errors: 1, errorRate: 0.2 }));
    expect(series[0]?.errors).toBe(1);
    const behind = await listEvents(ciso, { kind: ["call.reported"], outcome: ["failed"], agentId: payer, ...span });
    expect(behind.rows).toHaveLength(total.errors);
  });

  it("is for people alone", async () => {
    const agent = contextFor({ kind: "agent", id: matcher, instanceId: "ins_x" }, { now });
    await expect(readUsage(agent)).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportUsage(agent, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("refuses what it does not understand", async () => {
    await expect(readUsage(ciso, { from: "2026-11-20T00:00:00Z", to: "2026-11-19T00:00:00Z" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(readUsage(ciso, { after: "agt_none" })).rejects.toThrow("begin at the first page");
  });

  it("is read in pages of any size, by everything it is sorted by, without a gap or a repeat", async () => {
    const calls = Array.from({ length: 40 }, (_, at): MadeCall => {
      const answer = (["allow", "deny", "step_up"] as const)[at % 3] ?? "allow";
      return {
        at: new Date(now.getTime() - at * 60_000),
        agentId: matcher,
        teamId: "tem_a",
        server: `S${at % 4}/x`,
        tool: `t${at % 7}`,
        answer,
      };
    });
    await recordCalls(calls);
    await sequenceOnce();
    while (await followLog([USAGE]));
    for (const sort of USAGE_SORTS) {
      for (const dir of ["asc", "desc"] as const) {
        const whole = (await readUsage(ciso, { by: "tool", sort, dir, limit: 200 })).rows.map(({ key }) => key);
        const paged: string[] = [];
        let after: string | null = null;
        do {
          const page = await readUsage(ciso, { by: "tool", sort, dir, limit: 7, after });
          paged.push(...page.rows.map(({ key }) => key));
          after = page.next;
        } while (after);
        expect(paged).toEqual(whole);
        expect(new Set(whole).size).toBe(whole.length);
      }
    }
  });
});
