import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { acceptFor, seedOrganisation } from "@/lib/testing/inventory";
import { agentFacets, createAgent, exportAgents, searchAgents } from "./index";
import { type AgentSearchInput, ENVIRONMENTS, SORTS, TIERS } from "./schema";

testDatabase();

const seed = systemContext("seed");
const auditor = contextAs("auditor", { id: "per_rita" });
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const WORDS = ["Invoice", "travel", "Claims", "payroll", "100%_sure"];

beforeAll(async () => {
  await seedOrganisation();
  for (let i = 0; i < 40; i++) {
    await createAgent(seed, {
      name: `${WORDS[i % 5]} helper ${i}`,
      environment: ENVIRONMENTS[i % 3] ?? "staging",
      provider: i % 2 ? "Northwind" : "",
      systems: [`system-${i % 7}`],
      teamId: [null, "tem_a", "tem_b"][i % 3] ?? null,
      ownerId: [null, "per_olga", "per_otto", "per_cora"][i % 4] ?? null,
      sponsorId: null,
    });
  }
  for (const owner of ["per_olga", "per_otto", "per_cora"]) await acceptFor(owner);
  // Records of an earlier release have no tier until they were classified; some have each of the others.
  const ids = (await db().agent.findMany({ select: { id: true }, orderBy: { id: "asc" } })).map(({ id }) => id);
  for (const [i, id] of ids.entries()) {
    await db().agent.update({ where: { id }, data: { tier: i % 4 ? (TIERS[i % 4] ?? null) : null } });
  }
  // Verbs take no one who left; a person who leaves later still stands on the record.
  await db().agent.update({ where: { id: (await anyOwned()).id }, data: { ownerId: "per_gone" } });
});

const anyOwned = () => db().agent.findFirstOrThrow({ where: { ownerId: "per_cora" }, orderBy: { id: "asc" } });
const names = async (input: AgentSearchInput, ctx = auditor) =>
  (await searchAgents(ctx, { limit: 200, ...input })).rows.map((row) => row.name);

describe("V1 the list is paged by place", () => {
  const orders = SORTS.flatMap((sort) => (["asc", "desc"] as const).map((dir) => ({ sort, dir })));
  it.each(orders.flatMap((order) => [order, { ...order, q: "helper" }]))(
    "by $sort $dir $q: forwards, then back, every row once",
    async ({ sort, dir, ...words }) => {
      const whole = (await searchAgents(auditor, { sort, dir, limit: 200 })).rows.map((row) => row.id);
      expect(new Set(whole).size).toBe(40);
      const forwards: string[] = [];
      let cursor: string | null = null;
      let last = await searchAgents(auditor, { sort, dir, limit: 7, ...words });
      expect(last.previous).toBeNull();
      for (;;) {
        forwards.push(...last.rows.map((row) => row.id));
        cursor = last.next;
        if (!cursor) break;
        last = await searchAgents(auditor, { sort, dir, limit: 7, cursor, ...words });
      }
      expect(forwards).toEqual(whole);
      const backwards = last.rows.map((row) => row.id);
      for (cursor = last.previous; cursor; cursor = last.previous) {
        last = await searchAgents(auditor, { sort, dir, limit: 7, cursor, ...words });
        backwards.unshift(...last.rows.map((row) => row.id));
      }
      expect(backwards).toEqual(whole);
    },
  );
  it("puts rows without the key last in both orders", async () => {
    for (const dir of ["asc", "desc"] as const) {
      const { rows } = await searchAgents(auditor, { sort: "tier", dir, limit: 200 });
      const first = rows.findIndex((row) => row.tier === null);
      expect(rows.slice(first).every((row) => row.tier === null)).toBe(true);
      expect(rows[0]?.tier).toBe(dir === "asc" ? "moderate" : "critical");
    }
  });
  it.each([
    ["no base64", "%%%"],
    ["no JSON", "AAAA"],
    ["another order", Buffer.from(JSON.stringify(["tier", "asc", 0, "low", "agt_0"])).toString("base64url")],
    ["a key of no such type", Buffer.from(JSON.stringify(["status", "asc", 0, "x", "agt_0"])).toString("base64url")],
    ["SQL for an id", Buffer.from(JSON.stringify(["status", "asc", 0, "draft", "' or 1=1"])).toString("base64url")],
  ])("refuses a page link with %s", async (_, cursor) => {
    await expect(searchAgents(auditor, { sort: "status", cursor })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("V1 search and filters", () => {
  it("finds words in any order and case, and takes wildcards literally", async () => {
    expect(await names({ q: "HELPER invoice" })).toHaveLength(8);
    expect(await names({ q: "100%_" })).toHaveLength(8);
    expect(await names({ q: "1%_s" })).toHaveLength(0);
    expect(await names({ q: "he" })).toHaveLength(40);
    expect(await names({ q: "lp" })).toHaveLength(0);
    expect(await names({ q: "system-3" })).not.toHaveLength(0);
    expect(await names({ q: "no such thing" })).toEqual([]);
  });
  it("combines filters, alternatives within one", async () => {
    const { rows, total } = await searchAgents(auditor, {
      environment: ["production", "staging"],
      tier: ["high", "none"],
      limit: 200,
    });
    const expected = await db().agent.count({
      where: { environment: { not: "development" }, OR: [{ tier: "high" }, { tier: null }] },
    });
    expect(rows).toHaveLength(expected);
    expect(total).toEqual({ count: expected, exact: true });
  });
  it("knows who has no active owner, and what is mine (O1)", async () => {
    const orphans = await searchAgents(auditor, { people: "orphan", limit: 200 });
    expect(orphans.rows).toHaveLength(11);
    expect(orphans.rows.every((row) => !row.owner?.active)).toBe(true);
    expect((await searchAgents(auditor, { people: "owned" })).total.count).toBe(29);
    const mine = await searchAgents(contextAs("owner", { id: "per_olga" }), { people: "mine", limit: 200 });
    expect(new Set(mine.rows.map((row) => row.owner?.id))).toEqual(new Set(["per_olga"]));
  });
  it.each([
    ["an unknown field", { unknown: 1 }],
    ["an operator where a list is meant", { status: { not: "draft" } }],
    ["a page of everything", { limit: 100_000 }],
  ])("refuses %s", async (_, input) => {
    await expect(searchAgents(auditor, input as AgentSearchInput)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("O5 a list shows what may be seen", () => {
  it("is one team for who reads one team, in rows, total and facets alike", async () => {
    const { rows, total } = await searchAgents(olga, { limit: 200 });
    expect(new Set(rows.map((row) => row.team?.id))).toEqual(new Set(["tem_a"]));
    expect(total.count).toBe(rows.length);
    const facets = await agentFacets(olga, {});
    expect(facets.team).toEqual([{ value: "tem_a", label: "Team a", count: rows.length }]);
  });
  it("is a refusal, not an empty list, for who has no role", async () => {
    const nobody = { ...olga, actor: { kind: "user", id: "per_x", sessionId: "ses_x", grants: [] } } as const;
    await expect(searchAgents(nobody, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(agentFacets(nobody, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("V1 facets count what a click would show", () => {
  it.each<[string, AgentSearchInput]>([
    ["no filter", {}],
    ["one filter", { environment: ["production"] }],
    ["two filters and a word", { environment: ["production"], tier: ["high", "none"], q: "helper" }],
    ["a view of people", { people: "orphan" }],
  ])("%s", async (_, search) => {
    const facets = await agentFacets(auditor, search);
    const count = async (over: AgentSearchInput) => (await searchAgents(auditor, { ...search, ...over })).total.count;
    for (const { value, count: said } of facets.environment) {
      expect(await count({ environment: [value as "staging"] })).toBe(said);
    }
    for (const { value, count: said } of facets.tier) expect(await count({ tier: [value as "low"] })).toBe(said);
    for (const { value, count: said } of facets.team) expect(await count({ teamId: [value] })).toBe(said);
    for (const { value, count: said } of facets.provider) expect(await count({ provider: [value] })).toBe(said);
    for (const { value, count: said } of facets.people) expect(await count({ people: value as "mine" })).toBe(said);
  });
});

describe("O4 nobody need answer for what is history", () => {
  it("leaves decommissioned agents out of those without an owner or a sponsor, and out of their counts", async () => {
    const before = { orphan: await names({ people: "orphan" }), unsponsored: await names({ people: "unsponsored" }) };
    const gone = await db().agent.findFirstOrThrow({ where: { name: before.orphan[0] ?? "", sponsorId: null } });
    await db().agent.update({ where: { id: gone.id }, data: { status: "decommissioned" } });
    // A search that nobody asked for before: former counts are given again until something is done by a verb.
    const facets = await agentFacets(auditor, { kind: ["agent"], sort: "kind" });
    for (const people of ["orphan", "unsponsored"] as const) {
      const after = await names({ people });
      expect(after).toEqual(before[people].filter((name) => name !== gone.name));
      expect(facets.people.find(({ value }) => value === people)?.count).toBe(after.length);
    }
    await db().agent.update({ where: { id: gone.id }, data: { status: gone.status } });
  });
});

describe("V1 export", () => {
  const read = async (ctx: typeof auditor, input: AgentSearchInput) => {
    let text = "";
    for await (const chunk of exportAgents(ctx, input)) text += chunk;
    return text;
  };
  it("hands out the rows of the search with formulas neutralised, on record", async () => {
    const risky = "=HYPERLINK(1)";
    await createAgent(seed, { name: risky, environment: "staging", teamId: "tem_b" });
    const rows = parse(await read(auditor, { teamId: ["tem_b"] }), { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength((await searchAgents(auditor, { teamId: ["tem_b"] })).total.count);
    expect(rows.map((row) => row.name)).toContain(`'${risky}`);
    const event = await db().auditEvent.findFirstOrThrow({ where: { type: "export.created" } });
    expect(event.details).toMatchObject({ what: "agents", rows: rows.length });
  });
  it("hands out only what may be seen", async () => {
    const rows = parse(await read(olga, {}), { columns: true }) as Record<string, string>[];
    expect(new Set(rows.map((row) => row.team))).toEqual(new Set(["Team a"]));
  });
});
