import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { followLog, sequenceOnce } from "@/lib/audit";
import { sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type MadeCall, recordCalls } from "@/lib/testing/usage";
import { readUsage, USAGE } from "./index";
import type { UsageSearchInput } from "./schema";
import { USAGE_BY } from "./terms";

testLog();

const HOUR = 3_600_000;
const FIRST = Date.UTC(2026, 2, 3);
const DAYS = 8;
const now = new Date(FIRST + DAYS * 24 * HOUR + 5 * HOUR);
const ciso = contextAs("ciso", { id: "per_cora", now });
const owner = contextAs("owner", { id: "per_olga", teamId: "tem_b", now });
let agents: string[] = [];

async function follow() {
  await sequenceOnce();
  while (await followLog([USAGE]));
}

/** The turns that a worker takes while days wait for theirs: each follows an event. */
async function keepAll() {
  await sql().query("update usage_day_states set touched_at = timestamptz 'epoch'");
  for (let turn = 0; turn < DAYS + 1; turn++) {
    await recordCalls([aCall(0, { at: new Date(now.getTime() + HOUR), caller: "person", answer: "allow" })]);
    await follow();
  }
}

const kept = async () =>
  (await sql().query<{ day: Date }>("select day from usage_day_states where kept order by day")).rows.map(({ day }) =>
    day.getTime(),
  );

function aCall(at: number, over: Partial<MadeCall> = {}): MadeCall {
  return {
    at: new Date(FIRST + at * 3.7 * HOUR),
    agentId: agents[at % 2] ?? "",
    // Agents move in the middle of a day.
    teamId: ["tem_a", "tem_b"][Math.floor(at / 7) % 2] ?? null,
    server: ["Books", "Bank", ""][at % 3] ?? "",
    tool: ["read", "pay", "", "größe"][at % 4] ?? "",
    ...(at % 5 === 0
      ? { failed: at % 2 === 0, millis: at * 31 }
      : { answer: (["allow", "deny", "step_up"] as const)[at % 3] ?? "allow" }),
    ...over,
  };
}

beforeAll(async () => {
  await seedOrganisation();
  agents = [await seedDecidingAgent(), await seedDecidingAgent()];
  await recordCalls(Array.from({ length: 52 }, (_, at) => aCall(at)));
  await follow();
});

const searches: fc.Arbitrary<UsageSearchInput> = fc
  .record({
    hours: fc.integer({ min: 30, max: DAYS * 24 }),
    back: fc.integer({ min: 0, max: 60 }),
    by: fc.constantFrom(...USAGE_BY),
    teamId: fc.constantFrom(null, "tem_a", "tem_b"),
    agent: fc.constantFrom(null, null, 0, 1),
    server: fc.constantFrom(null, null, "Books"),
    tool: fc.constantFrom(null, null, "pay"),
  })
  .map(({ hours, back, agent, ...search }) => ({
    ...search,
    agentId: agent === null ? null : (agents[agent] ?? null),
    from: new Date(now.getTime() - (hours + back) * HOUR).toISOString(),
    to: new Date(now.getTime() - back * HOUR).toISOString(),
    sort: "name",
    dir: "asc",
  }));

describe("M4 usage read by the day", () => {
  it("is what the hours say, whatever is asked for and whoever asks", async () => {
    const asked = fc.sample(searches, { numRuns: 40, seed: 11 });
    const read = () => Promise.all(asked.flatMap((search) => [ciso, owner].map((reader) => readUsage(reader, search))));
    const byHours = await read();
    await keepAll();
    expect(await kept()).toEqual(Array.from({ length: DAYS }, (_, at) => FIRST + at * 24 * HOUR));
    const shown = (views: Awaited<ReturnType<typeof read>>) => views.map(({ behind: _, ...view }) => view);
    expect(shown(await read())).toEqual(shown(byHours));
  });

  it("is read from days: what is kept of them is what is shown", async () => {
    const search: UsageSearchInput = { by: "agent", from: new Date(FIRST).toISOString(), to: now.toISOString() };
    const { total } = await readUsage(ciso, search);
    await sql().query("update usage_days set decided = decided + 100 where cut = 'agent' and day = $1", [
      new Date(FIRST),
    ]);
    expect((await readUsage(ciso, search)).total.decided).toBeGreaterThan(total.decided + 99);
    await sql().query("update usage_days set decided = decided - 100 where cut = 'agent' and day = $1", [
      new Date(FIRST),
    ]);
  });

  it("a day to which something is added is read by its hours, and kept anew after a while", async () => {
    const search: UsageSearchInput = { by: "team", from: new Date(FIRST).toISOString(), to: now.toISOString() };
    const before = await readUsage(ciso, search);
    await recordCalls([aCall(1)]);
    await follow();
    expect(await kept()).not.toContain(FIRST);
    const after = await readUsage(ciso, search);
    expect(after.total.calls).toBe(before.total.calls + 1);
    await recordCalls([aCall(0, { at: new Date(now.getTime() + HOUR), caller: "person", answer: "allow" })]);
    await follow();
    expect(await kept()).not.toContain(FIRST);
    await keepAll();
    expect(await kept()).toContain(FIRST);
    expect({ ...(await readUsage(ciso, search)), behind: null }).toEqual({ ...after, behind: null });
  });

  it("is emptied with the hours", async () => {
    await USAGE.empty(sql() as never);
    expect(await kept()).toEqual([]);
    const { rows } = await sql().query("select from usage_days union all select from usage_hours");
    expect(rows).toEqual([]);
  });
});
