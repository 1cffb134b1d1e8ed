import { beforeAll, describe, expect, it } from "vitest";
import { type Context, contextFor, systemContext } from "@/lib/context";
import { db, inSqlTransaction } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { recordSome, testLog } from "@/lib/testing/log";
import { getStory, type NewEvent, readSearch, recordEvents, sequenceOnce, tailEvents } from "./index";
import { stepsOf } from "./stages";

testLog();

const id = (prefix: string, name: string) => `${prefix}_${name.padStart(26, "0")}`;
const [marta, mara, matcher, hidden, payments] = [
  id("per", "marta"),
  id("per", "mara"),
  id("agt", "match"),
  id("agt", "h1dden"),
  id("tem", "pay"),
];
const refund = id("req", "refund");
const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 9, 0, second));
const auditor = contextAs("auditor", { id: "per_auditor" });
const owner = contextAs("owner", { id: marta, teamId: payments });

function record(ctx: Context, ...events: NewEvent[]): Promise<string[]> {
  return inSqlTransaction((tx) => recordEvents(tx, ctx, events));
}

beforeAll(async () => {
  await db().team.create({ data: { id: payments, name: "Payments" } });
  await db().person.createMany({
    data: [
      { id: marta, name: "Marta Nowak", email: "marta@norvik.example" },
      { id: mara, name: "Mara Lind", email: "mara@norvik.example" },
    ],
  });
  await db().agent.createMany({
    data: [
      { id: matcher, name: "Invoice matcher", environment: "production", teamId: payments, ownerId: marta },
      { id: hidden, name: "Hidden scout", environment: "production", ownerId: mara },
    ],
  });
  const agent = (second: number) => systemContext("gateway", { now: at(second), correlationId: refund });
  const person = (second: number) =>
    contextFor({ kind: "user", id: mara, sessionId: "ses_1", grants: [] }, { now: at(second), correlationId: refund });
  const approval = { targetId: id("apr", "1"), agentId: matcher };
  await record(agent(0), {
    type: "decision.made",
    targetId: id("dec", "1"),
    agentId: matcher,
    details: { tool: "refund", server: "payments", answer: "step_up", reason: "condition" },
  });
  await record(agent(1), { type: "approval.requested", ...approval });
  await record(person(61), { type: "approval.voted", ...approval }, { type: "approval.approved", ...approval });
  await record(agent(62), { type: "approval.consumed", ...approval });
  await record(agent(63), { type: "approval.failed", ...approval, outcome: "failed" });
});

describe("L4 one workflow as one story", () => {
  it("is told from its beginning, in steps, with who was in it and how it came out", async () => {
    const story = await getStory(auditor, refund);
    expect(story.steps.map(({ stage, after, events }) => [stage, after, events.length])).toEqual([
      ["decision", 0, 1],
      ["request", 1_000, 1],
      ["approval", 61_000, 2],
      ["use", 62_000, 1],
      ["outcome", 63_000, 1],
    ]);
    expect(story).toMatchObject({ durationMillis: 63_000, total: { count: 6, exact: true }, next: null });
    expect(story.agents.map(({ name }) => name)).toEqual(["Invoice matcher"]);
    expect(story.people.map(({ name }) => name)).toEqual(["Mara Lind"]);
    expect(story.summary).toMatch(
      /asked to use refund on payments and was sent for approval \(condition\); approval approved by Mara Lind; not carried out; 1 refused or failed \(6 events\)/,
    );
  });

  it("goes on after an event, page by page, without losing or repeating one", async () => {
    const ctx = systemContext("test", { correlationId: id("req", "10ng") });
    const events = Array.from(
      { length: 2_100 },
      (_, place): NewEvent => ({ type: "team.created", targetId: `tem_${place}`, details: { name: "x" } }),
    );
    const ids = await record(ctx, ...events);
    const first = await getStory(auditor, ctx.correlationId);
    const second = await getStory(auditor, ctx.correlationId, { after: first.next });
    const told = [first, second].flatMap(({ steps }) => steps.flatMap((step) => step.events.map((event) => event.id)));
    expect(told).toEqual(ids);
    expect([first.total, second.total, second.next]).toEqual([
      { count: 2_100, exact: true },
      { count: 2_100, exact: true },
      null,
    ]);
  });

  it("is not there for who sees nothing of it, and holds only what the reader may see", async () => {
    const other = systemContext("test", { correlationId: id("req", "0ther") });
    await record(other, { type: "agent.resumed", targetId: hidden, agentId: hidden, details: { reason: "x" } });
    await expect(getStory(owner, other.correlationId)).rejects.toMatchObject({ code: "not_found" });
    expect((await getStory(owner, refund)).total.count).toBe(6);
    await expect(getStory(auditor, id("req", "n0ne"))).rejects.toMatchObject({ code: "not_found" });
    await expect(getStory(auditor, "\0")).rejects.toMatchObject({ code: "invalid" });
    await expect(getStory(auditor, refund, { after: "evt_n0ne" })).rejects.toMatchObject({ code: "invalid" });
    await expect(getStory(contextAs("reviewer", { id: "per_1" }), refund)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("groups neighbours only", () => {
    const types = ["decision.made", "decision.made", "call.reported", "decision.made", "team.created"];
    expect(stepsOf(types.map((type) => ({ type }))).map(({ stage, events }) => `${stage} ${events.length}`)).toEqual([
      "decision 2",
      "use 1",
      "decision 1",
      "record 1",
    ]);
  });
});

describe("L4 names in a search that was written down", () => {
  it("stand for ids where they are whole or alone", async () => {
    const { search, problems } = await readSearch(auditor, 'agent:"invoice matcher" -person:nowak by:worker refund');
    expect(problems).toEqual([]);
    expect(search).toMatchObject({
      agentId: [matcher],
      actorId: ["worker"],
      text: "refund",
      not: { personId: [marta] },
    });
  });

  it.each([
    ["person:mar", /Mara Lind \(per_.*Marta Nowak \(per_.*use the id/],
    ["agent:Nobody", /There is no agent “Nobody”/],
    ["agent:%", /There is no agent/],
    ["colour:red", /There is no “colour:”/],
  ])("%s is told with its place and left out", async (text, said) => {
    const { search, problems } = await readSearch(auditor, text);
    expect(problems).toEqual([{ message: expect.stringMatching(said), from: 0, to: text.length }]);
    expect(search).toMatchObject({ agentId: [], personId: [] });
  });

  it("name no agent that the reader may not know of", async () => {
    expect((await readSearch(auditor, 'agent:"Hidden scout"')).search.agentId).toEqual([hidden]);
    expect((await readSearch(owner, 'agent:"Hidden scout"')).problems).toHaveLength(1);
    await expect(readSearch(contextAs("reviewer", { id: "per_1" }), "x")).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("L4 the live tail", () => {
  it("gives every event once in the order of its number, also one that was recorded with an earlier time", async () => {
    await sequenceOnce();
    const now = await tailEvents(auditor, {}, null);
    expect(now.rows).toEqual([]);
    const late = await record(systemContext("test", { now: at(0) }), {
      type: "team.created",
      targetId: "tem_1",
      details: { name: "Late" },
    });
    const more = await recordSome(450);
    expect((await tailEvents(auditor, {}, now.seq)).rows).toEqual([]);
    await sequenceOnce();
    const heard: string[] = [];
    for (
      let look = await tailEvents(auditor, {}, now.seq);
      look.rows.length > 0;
      look = await tailEvents(auditor, {}, look.seq)
    ) {
      heard.push(...look.rows.map((row) => row.id));
    }
    expect(heard).toEqual([...late, ...more]);
    const teams = await tailEvents(auditor, { text: "late" }, now.seq);
    expect(teams.rows.map((row) => row.id)).toEqual(late);
  });

  it.each([-2, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("%d is no place in the log", async (after) => {
    await expect(tailEvents(auditor, {}, after)).rejects.toMatchObject({ code: "invalid" });
  });
});
