import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canonicalBytes } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { approvalsFeed, closeApprovalsFeed } from "../live";
import type { Status } from "../terms";
import { QueueBroadcast, type QueueEvent, type StreamEnd } from "./broadcast";
import { countQueue, listQueue, queueRows, readQueue } from "./list-queue";

testDatabase();

let agentId = "";
/** In the group that is asked. */
const rita = contextAs("reviewer", { id: "per_rita" });
/** A reviewer of another team, in the group nonetheless. */
const otto = contextAs("reviewer", { id: "per_otto", teamId: "tem_b" });
const olga = contextAs("owner", { id: "per_olga" });
const sven = contextAs("admin", { id: "per_sven" });

beforeAll(async () => {
  await seedOrganisation();
  agentId = await seedDecidingAgent({ name: "Payer" });
  await db().roleGrant.createMany({
    data: [
      { id: "grt_r", personId: "per_rita", role: "reviewer", teamId: null },
      { id: "grt_o", personId: "per_otto", role: "reviewer", teamId: "tem_a" },
    ],
  });
  await db().reviewerGroup.create({ data: { id: "grp_pay", name: "Payers", privilegeClass: "payment" } });
  await db().reviewerGroupMember.createMany({
    data: ["per_rita", "per_otto", "per_olga"].map((personId) => ({ groupId: "grp_pay", personId })),
  });
});
beforeEach(() => sql().query("delete from approvals"));
afterAll(closeApprovalsFeed);

/** A request as asking leaves it. `minutes` is the time left. */
async function seedRequest(over: { minutes?: number; status?: Status; groups?: string[] } = {}): Promise<string> {
  const { minutes = 10, status = "pending", groups = ["payment"] } = over;
  const id = newId("apr");
  const bound = canonicalBytes({
    server: "Books",
    tool: "pay_invoice",
    action: "pay",
    arguments: { invoice: `R-${id.slice(-4)}` },
  });
  await sql().query(
    `insert into approvals (id, handle, agent_id, caller_kind, caller_id, correlation_id, environment, server, tool, action, tool_hash,
       fingerprint, revision, tier, bound, digest, action_digest, groups, quorum, ttl_seconds, status, expires_at)
     values ($1, $1, $2, 'agent', $2, 'work', 'production', 'Books', 'pay_invoice', 'pay', 'h', 'f', 1, 'high', $3, 'd', $1, $4, 1, 600, $5,
       clock_timestamp() + make_interval(secs => $6))`,
    [id, agentId, bound, groups, status, minutes * 60],
  );
  return id;
}

const vote = (id: string, personId: string, answer: "approve" | "deny") =>
  sql().query(
    "insert into approval_votes (approval_id, person_id, answer, digest, groups, capacity) values ($1, $2, $3, 'd', '{payment}', 'member')",
    [id, personId, answer],
  );
const ids = async (ctx: Context, view: "mine" | "waiting" | "answered" | "past") =>
  (await listQueue(ctx, { view })).map(({ id }) => id);

describe("A2 D2 the queue", () => {
  it("holds what waits for the reader, the most urgent first, and what waits for others apart", async () => {
    const later = await seedRequest({ minutes: 20 });
    const soon = await seedRequest({ minutes: 5 });
    const foreign = await seedRequest({ minutes: 1, groups: ["data_export"] });
    expect(await ids(rita, "mine")).toEqual([soon, later]);
    expect(await ids(rita, "waiting")).toEqual([foreign, soon, later]);
    expect(await countQueue(rita)).toBe(2);
  });

  it("says why the owner may not decide, and counts nothing for them", async () => {
    const id = await seedRequest();
    expect(await queueRows(olga, [id])).toMatchObject([{ id, bar: "owner", vote: null, needsPasskey: true }]);
    expect(await countQueue(olga)).toBe(0);
  });

  it("shows nothing to somebody who neither reads approvals nor has a part in them", async () => {
    const id = await seedRequest();
    expect(await ids(sven, "waiting")).toEqual([]);
    expect(await ids(sven, "past")).toEqual([]);
    expect(await queueRows(sven, [id])).toEqual([]);
  });

  it("shows a member of the asked group what their role for another team does not reach", async () => {
    const id = await seedRequest();
    expect(await ids(otto, "mine")).toEqual([id]);
    expect(await ids(otto, "waiting")).toEqual([id]);
    const foreign = await seedRequest({ groups: ["data_export"] });
    expect(await queueRows(otto, [id, foreign])).toMatchObject([{ id }]);
  });

  it("takes what was answered out of what waits for the reader", async () => {
    const id = await seedRequest();
    await vote(id, "per_rita", "approve");
    expect(await ids(rita, "mine")).toEqual([]);
    expect(await queueRows(rita, [id])).toMatchObject([{ vote: "approve", approvals: 1 }]);
    await sql().query("update approvals set status = 'approved', approved_until = now() + interval '5 minutes'");
    expect(await ids(rita, "answered")).toEqual([id]);
    expect(await ids(otto, "answered")).toEqual([]);
    expect(await ids(otto, "past")).toEqual([id]);
  });

  it("A4 asks whoever approved the larger action again, once somebody has made it smaller", async () => {
    const id = await seedRequest();
    await vote(id, "per_rita", "approve");
    await sql().query("update approvals set narrowed = bound, narrowed_digest = 'smaller'");
    expect(await ids(rita, "mine")).toEqual([id]);
    expect(await queueRows(rita, [id])).toMatchObject([{ vote: null, approvals: 0, bar: null }]);
  });

  it("A6 shows what ran out of time as timed out, whatever label its row still has", async () => {
    const id = await seedRequest({ minutes: -1 });
    expect(await ids(rita, "waiting")).toEqual([]);
    expect(await listQueue(rita, { view: "past" })).toMatchObject([{ id, status: "expired" }]);
  });

  it("reads on page by page, of what waits and of what is over", async () => {
    const open = [
      await seedRequest({ minutes: 1 }),
      await seedRequest({ minutes: 2 }),
      await seedRequest({ minutes: 3 }),
    ];
    const first = await readQueue(rita, { limit: 2 });
    expect([first.rows.map(({ id }) => id), first.more, first.mine]).toEqual([open.slice(0, 2), true, open]);
    const rest = await readQueue(rita, { limit: 2, after: open[1] ?? null });
    expect([rest.rows.map(({ id }) => id), rest.more]).toEqual([open.slice(2), false]);
    await sql().query("update approvals set status = 'denied'");
    const past = await readQueue(rita, { view: "past", limit: 2 });
    const older = await readQueue(rita, { view: "past", limit: 2, after: past.rows[1]?.id ?? null });
    expect([...past.rows, ...older.rows].map(({ id }) => id)).toEqual(open.toReversed());
    expect([past.more, older.more]).toEqual([true, false]);
  });

  it("refuses a filter that is none, and whoever is no person", async () => {
    await expect(listQueue(rita, { view: "all" as never })).rejects.toMatchObject({ code: "invalid" });
    const agent = { ...rita, actor: { kind: "agent", id: agentId, instanceId: "ins_1" } as const };
    await expect(countQueue(agent)).rejects.toMatchObject({ code: "forbidden" });
  });
});

/** A reader of the broadcast that keeps what it hears. */
function listener(ctx: Context) {
  const heard: QueueEvent[] = [];
  const ends: StreamEnd[] = [];
  const reader = {
    actor: ctx.actor,
    send: (event: QueueEvent) => void heard.push(event),
    end: (why: StreamEnd) => void ends.push(why),
  };
  const ids = () => [...new Set(heard.flatMap(({ rows }) => rows.map(({ id }) => id)))];
  return { reader, heard, ends, ids };
}

describe("A5 the live queue", () => {
  it("tells each reader of a new request as they see it, and nothing to who may not see it", async () => {
    const queue = new QueueBroadcast(await approvalsFeed());
    const [seen, owner, outside] = [listener(rita), listener(olga), listener(sven)];
    for (const { reader } of [seen, owner, outside]) await queue.join(reader, queue.cursor);
    const id = await seedRequest();
    await expect.poll(() => [seen.ids(), owner.ids()]).toEqual([[id], [id]]);
    expect(seen.heard.at(-1)?.rows).toMatchObject([{ id, bar: null, subject: expect.stringContaining("Pay invoice") }]);
    expect(owner.heard.at(-1)?.rows).toMatchObject([{ id, bar: "owner" }]);
    expect(outside.ids()).toEqual([]);
    queue.close();
    expect(seen.ends).toEqual(["resume"]);
  });

  it("resumes from a cursor without losing one, also one of before this process", async () => {
    const { cursor } = await readQueue(rita);
    const missed = [await seedRequest(), await seedRequest()];
    const queue = new QueueBroadcast(await approvalsFeed());
    const back = listener(rita);
    await queue.join(back.reader, cursor);
    expect(back.ids().sort()).toEqual(missed.toSorted());
    const next = await seedRequest();
    await expect.poll(() => back.ids()).toContain(next);
    // From the last event on there is nothing more.
    const again = listener(rita);
    await queue.join(again.reader, back.heard.at(-1)?.cursor ?? "");
    expect(again.ids()).toEqual([]);
    queue.close();
  });

  it("loses nothing that is committed while a reader comes back, a hundred times", async () => {
    const queue = new QueueBroadcast(await approvalsFeed());
    for (let round = 0; round < 100; round++) {
      const { cursor } = await readQueue(rita, { limit: 1 });
      const back = listener(rita);
      const [id] = await Promise.all([seedRequest(), queue.join(back.reader, cursor)]);
      await expect.poll(() => back.ids(), { interval: 2 }).toContain(id);
    }
    queue.close();
  }, 60_000);

  it("asks a reader whose cursor is none to read the page anew", async () => {
    const queue = new QueueBroadcast(await approvalsFeed());
    const lost = listener(rita);
    await queue.join(lost.reader, "yesterday");
    expect(lost.ends).toEqual(["reload"]);
    expect(queue.readers.size).toBe(0);
    queue.close();
  });

  it("keeps four queues of one person open, and ends the oldest for a fifth", async () => {
    const queue = new QueueBroadcast(await approvalsFeed());
    const all = Array.from({ length: 5 }, () => listener(rita));
    const other = listener(olga);
    await queue.join(other.reader, queue.cursor);
    for (const { reader } of all) await queue.join(reader, queue.cursor);
    expect(all.map(({ ends }) => ends)).toEqual([["replaced"], [], [], [], []]);
    expect(other.ends).toEqual([]);
    queue.close();
  });
});
