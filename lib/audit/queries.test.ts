import { beforeAll, describe, expect, it } from "vitest";
import { type Context, contextFor, systemContext } from "@/lib/context";
import { db, inTransaction } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventFacets, getEvent, listEvents, type NewEvent, recordEvent } from "./index";
import { sentenceText } from "./present";

testDatabase();

const marta = "per_0000000000000000000marta0";
const omar = "per_00000000000000000000mar00";
const payments = "tem_000000000000000000payments";
const platform = "tem_000000000000000000platf0rm";
const matcher = "agt_0000000000000000000matcher";
const deployer = "agt_0000000000000000000dep10y0";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));

async function record(ctx: Context, event: NewEvent): Promise<string> {
  return inTransaction((tx) => recordEvent(tx, ctx, event));
}

function as(personId: string, minute: number): Context {
  return contextFor({ kind: "user", id: personId, sessionId: "ses_test", grants: [] }, { now: at(minute) });
}

beforeAll(async () => {
  await db().team.createMany({
    data: [
      { id: payments, name: "Payments" },
      { id: platform, name: "Platform" },
    ],
  });
  await db().person.createMany({
    data: [
      { id: marta, name: "Marta Nowak", email: "marta@norvik.example" },
      { id: omar, name: "Omar Haddad", email: "omar@norvik.example" },
    ],
  });
  await db().agent.createMany({
    data: [
      { id: matcher, name: "Invoice matcher", environment: "production", teamId: payments, ownerId: marta },
      { id: deployer, name: "Deployer", environment: "production", teamId: platform, ownerId: omar },
    ],
  });
  const about = (agentId: string, type: NewEvent["type"], details: NewEvent["details"] = {}) =>
    ({ type, targetId: agentId, agentId, details: { environment: "production", ...details } }) as NewEvent;
  await record(as(marta, 1), about(matcher, "agent.created", { name: "Invoice matcher", source: "manual" }));
  await record(as(marta, 2), about(matcher, "agent.owner_assigned", { ownerId: marta, formerOwnerId: null }));
  await record(as(omar, 3), about(deployer, "agent.created", { name: "Deployer", source: "manual" }));
  await record(as(omar, 4), about(deployer, "agent.suspended", { name: "Deployer", reason: "A loop" }));
  await record(systemContext("worker", { now: at(5) }), {
    type: "team.created",
    targetId: payments,
    details: { name: "Payments" },
  });
});

describe("L1 who reads what of the timeline", () => {
  it("shows everything to an auditor, newest first, with names instead of ids", async () => {
    const { rows } = await listEvents(contextAs("auditor", { id: "per_auditor" }));
    expect(rows.map((row) => `${row.actor.name} ${sentenceText(row.sentence)}`)).toEqual([
      "The worker created the team Payments",
      "Omar Haddad suspended the agent Deployer: A loop",
      "Omar Haddad drafted the agent Deployer",
      "Marta Nowak made Marta Nowak the owner of Invoice matcher",
      "Marta Nowak drafted the agent Invoice matcher",
    ]);
  });

  it("shows an owner the agents they answer for and nothing of other teams", async () => {
    const { rows } = await listEvents(contextAs("owner", { id: marta, teamId: payments }));
    expect(rows.map((row) => row.target.name)).toEqual(["Invoice matcher", "Invoice matcher"]);
  });

  it("refuses a reviewer, naming the roles that may", async () => {
    await expect(listEvents(contextAs("reviewer", { id: "per_reviewer" }))).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("auditor"),
    });
  });

  it("answers not found for an event of another team", async () => {
    const auditor = contextAs("auditor", { id: "per_auditor" });
    const [hidden] = (await listEvents(auditor, { agentId: deployer })).rows;
    const owner = contextAs("owner", { id: marta, teamId: payments });
    await expect(getEvent(owner, hidden?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
    const { details } = await getEvent(auditor, hidden?.id ?? "");
    expect(details).toContainEqual({ field: "reason", value: "A loop", beside: true });
  });
});

describe("L4 the timeline's search", () => {
  const auditor = contextAs("auditor", { id: "per_auditor" });

  it("filters by resource, severity, actor, agent and day", async () => {
    const count = async (search: Parameters<typeof listEvents>[1]) => (await listEvents(auditor, search)).rows.length;
    expect(await count({ kind: ["agent"] })).toBe(4);
    expect(await count({ kind: ["agent.created", "team"] })).toBe(3);
    expect(await count({ severity: ["warning"] })).toBe(1);
    expect(await count({ actorId: [omar] })).toBe(2);
    expect(await count({ agentId: matcher })).toBe(2);
    expect(await count({ from: "2026-11-21" })).toBe(0);
    expect(await count({ from: "2026-11-20", to: "2026-11-20" })).toBe(5);
  });

  it("turns pages in both directions without losing or repeating an event", async () => {
    const all = (await listEvents(auditor)).rows.map((row) => row.id);
    const first = await listEvents(auditor, { limit: 2 });
    const second = await listEvents(auditor, { limit: 2, olderThan: first.older });
    const third = await listEvents(auditor, { limit: 2, olderThan: second.older });
    expect([...first.rows, ...second.rows, ...third.rows].map((row) => row.id)).toEqual(all);
    expect([first.newer, third.older]).toEqual([null, null]);
    const back = await listEvents(auditor, { limit: 2, newerThan: third.newer });
    expect(back.rows.map((row) => row.id)).toEqual(second.rows.map((row) => row.id));
  });

  it("counts each facet over what matches", async () => {
    const facets = await eventFacets(auditor, { kind: ["agent"] });
    expect(facets).toMatchObject({ window: 4, complete: true });
    expect(facets.actors.map((actor) => [actor.label, actor.count])).toEqual(
      expect.arrayContaining([
        ["Marta Nowak", 2],
        ["Omar Haddad", 2],
      ]),
    );
  });
});
