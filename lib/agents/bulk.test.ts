import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { systemContext } from "@/lib/context";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { acceptFor, completeAgent, eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { bulkAssign, bulkMove, createAgent, getAgent } from "./index";

testDatabase();
beforeAll(seedOrganisation);

const cora = contextAs("compliance", { id: "per_cora" });
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const auditor = contextAs("auditor", { id: "per_rita" });
const unforeseen = (error: unknown) => {
  throw error;
};

describe("V2 bulk actions answer row by row", () => {
  it("does what may be done and says why not for the rest", async () => {
    const good = await createAgent(cora, completeAgent());
    const bare = await createAgent(cora, completeAgent({ provider: "" }));
    await acceptFor("per_olga");
    const outcome = await bulkMove(cora, { action: "register", ids: [good.id, bare.id, "agt_missing"] }, unforeseen);
    expect(outcome).toMatchObject({ done: 1, refused: 2 });
    const reasons = new Map(outcome.rows.map((row) => [row.id, row.reason]));
    expect(reasons.get(good.id)).toBe("");
    expect(reasons.get(bare.id)).toMatch(/provider/);
    expect(reasons.get("agt_missing")).toMatch(/no agent/);
  });
  it("works from a search, and only on what the caller may", async () => {
    await createAgent(cora, completeAgent({ model: "bulk-needle" }));
    await createAgent(cora, completeAgent({ model: "bulk-needle", teamId: "tem_b" }));
    await acceptFor("per_olga");
    const search = { q: "bulk-needle" };
    const outcome = await bulkMove(olga, { action: "decommission", search, reason: "cleaning up" }, unforeseen);
    expect(outcome).toMatchObject({ done: 1, refused: 0 });
  });
  it("assigns people to many, and refuses a person who left for all of them", async () => {
    const ids = [(await createAgent(cora, completeAgent())).id, (await createAgent(cora, completeAgent())).id];
    await acceptFor("per_olga");
    const named = { ids, ownerId: "per_otto", sponsorId: "per_rita" };
    const outcome = await bulkAssign(cora, named, unforeseen);
    expect(outcome).toMatchObject({ done: 2, refused: 0, waiting: 2 });
    expect(outcome.rows.map(({ reason }) => reason)).toEqual(Array(2).fill(expect.stringMatching(/accepts/)));
    const people = async () => {
      const { owner, sponsor } = await getAgent(cora, ids[0] ?? "");
      return [owner?.id, sponsor?.id];
    };
    expect(await people()).toEqual(["per_olga", "per_rita"]);
    await acceptFor("per_otto");
    expect(await people()).toEqual(["per_otto", "per_rita"]);
    await expect(bulkAssign(cora, { ids, ownerId: "per_gone" }, unforeseen)).rejects.toMatchObject({ code: "invalid" });
  });
  it("wants a reason for what stops an agent, and either ids or a search", async () => {
    await expect(bulkMove(cora, { action: "suspend", ids: ["agt_x"] }, unforeseen)).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(bulkMove(cora, { action: "register" }, unforeseen)).rejects.toMatchObject({ code: "invalid" });
  });
  it("lets nobody in by being the product itself but the product", async () => {
    const { id } = await createAgent(systemContext("seed"), completeAgent());
    expect((await bulkMove(auditor, { action: "register", ids: [id] }, unforeseen)).rows[0]?.reason).toMatch(/role/);
  });
});

describe("V2 a bulk action and somebody faster", () => {
  it.each([
    ["assigning", (ids: string[]) => bulkAssign(cora, { ids, sponsorId: "per_otto" }, unforeseen)],
    ["a step", (ids: string[]) => bulkMove(cora, { action: "register", ids }, unforeseen)],
  ])("%s: the row that moved meanwhile is named, the other is done, and only that has an event", async (_, act) => {
    const [taken, free] = [await createAgent(olga, completeAgent()), await createAgent(olga, completeAgent())];
    const before = (await eventsOf(taken.id)).length;
    let answer: ReturnType<typeof act> | undefined;
    await inSqlTransaction(async (tx) => {
      await tx.query("update agents set version = version + 1 where id = $1", [taken.id]);
      answer = act([taken.id, free.id]);
      // It has read the row as it was and now waits to write it: the moment in which it loses.
      await vi.waitFor(async () => expect(await waitingForLocks()).toBe(1), { timeout: 5_000 });
    });
    const outcome = await answer;
    expect(outcome).toMatchObject({ done: 1, refused: 1 });
    expect(outcome?.rows.find(({ id }) => id === taken.id)).toMatchObject({
      outcome: "refused",
      reason: expect.stringMatching(/changed by somebody else/),
    });
    expect(await eventsOf(taken.id)).toHaveLength(before);
    expect((await eventsOf(free.id)).length).toBeGreaterThan(before);
  });
});

async function waitingForLocks(): Promise<number> {
  const { rows } = await sql().query<{ count: bigint }>(
    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return Number(rows[0]?.count);
}

describe("V2 a bulk action that the database ends half-way", () => {
  const AGENTS = 620;
  const idOf = (place: number) => `agt_bulk${String(place).padStart(4, "0")}`;
  const ids = Array.from({ length: AGENTS }, (_, place) => idOf(place));
  const failOn = (id: string) =>
    sql().query(`create or replace function refuse_one() returns trigger language plpgsql as $$ begin
        if new.id = '${id}' then raise exception 'disk full' using errcode = '53100'; end if; return new; end $$;
      create trigger refuse_one before update on agents for each row execute function refuse_one();`);

  beforeAll(async () => {
    await db().agent.createMany({
      data: ids.map((id) => ({ id, name: id, environment: "production", teamId: "tem_a", ownerId: "per_olga" })),
    });
  });
  afterEach(() => sql().query("drop trigger if exists refuse_one on agents"));

  it("says which rows were done and which were not, and tells the operators", async () => {
    await failOn(idOf(AGENTS - 1));
    const told: unknown[] = [];
    const outcome = await bulkAssign(cora, { ids, sponsorId: "per_otto" }, (error) => told.push(error));
    expect(outcome).toMatchObject({ done: 500, refused: 120 });
    expect(told).toEqual([expect.objectContaining({ message: "disk full" })]);
    const done = outcome.rows.filter((row) => row.outcome === "done").map(({ id }) => id);
    const moved = await db().agent.findMany({
      where: { id: { in: ids }, sponsorId: "per_otto" },
      select: { id: true },
    });
    expect(moved.map(({ id }) => id).sort()).toEqual(done);
    expect(outcome.rows.at(-1)).toMatchObject({ id: idOf(AGENTS - 1), reason: expect.stringMatching(/not changed/) });
  });
  it("is a failure like any other when nothing was done yet", async () => {
    await failOn(idOf(0));
    await expect(bulkAssign(cora, { ids, sponsorId: "per_sven" }, unforeseen)).rejects.toMatchObject({
      code: "53100",
    });
    expect(await db().agent.count({ where: { id: { in: ids }, sponsorId: "per_sven" } })).toBe(0);
  });
});

describe("V2 refusals within a bulk action", () => {
  it("stand on record, one for each agent", async () => {
    const { id } = await createAgent(cora, completeAgent());
    const refused = () => db().auditEvent.count({ where: { type: "access.refused", agentId: id } });
    const outcome = await bulkAssign(auditor, { ids: [id], ownerId: "per_otto" }, unforeseen);
    expect(outcome).toMatchObject({ done: 0, refused: 1 });
    expect(await refused()).toBe(1);
  });
});
