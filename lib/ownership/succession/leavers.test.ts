import pg from "pg";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { findSetup, readSession, signInWithPassword } from "@/lib/accounts";
import * as agents from "@/lib/agents";
import { type RoleGrant, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import * as people from "@/lib/people";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { deactivatePerson, previewSuccession } from "../index";

testDatabase();

const NOW = new Date("2026-11-20T09:00:00Z");
const PASSWORD = "the kettle sings at six";
const from = { address: "10.1.1.1", userAgent: "test" };
const setup = systemContext("setup", { now: NOW });
const ADMIN: RoleGrant[] = [{ role: "admin", teamId: null }];

async function makePerson(grants: RoleGrant[] = [], given: { managerId?: string | null } = {}): Promise<string> {
  const id = newId("per");
  await db().person.create({ data: { id, name: `Person ${id.slice(-6)}`, email: `${id}@firm.example`, ...given } });
  for (const { role, teamId } of grants) {
    await db().roleGrant.create({ data: { id: newId("grt"), personId: id, role, teamId } });
  }
  return id;
}

async function makeAgent(given: object): Promise<string> {
  const id = newId("agt");
  await db().agent.create({ data: { id, name: `Agent ${id}`, environment: "production", status: "active", ...given } });
  return id;
}

const admin = (id: string) => contextAs("admin", { id, now: NOW });
const change = (personId: string, version = 1) => ({ personId, version, reason: "left the company" });
const agentOf = (id: string) => db().agent.findUniqueOrThrow({ where: { id } });
const codesOf = (answers: PromiseSettledResult<unknown>[]) =>
  answers.map((answer) => (answer.status === "fulfilled" ? "done" : (answer.reason as { code: string }).code)).sort();

let ctx: ReturnType<typeof admin>;
beforeAll(async () => {
  ctx = admin(await makePerson(ADMIN));
});

/** A connection that is no part of the pool; it ends with the test, whatever comes of it. */
async function ownConnection(): Promise<pg.Client> {
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

describe("O6 deactivation", () => {
  it("ends every session in the same moment, with its event, and withdraws open links", async () => {
    const leaver = await makePerson();
    const { link } = await people.renewSetupLink(ctx, { personId: leaver });
    await people.completeSetup(setup, { token: link.path.slice(7), password: PASSWORD }, from);
    const email = `${leaver}@firm.example`;
    const { sessionId } = await signInWithPassword(setup, { email, password: PASSWORD }, from);
    const open = await people.renewSetupLink(ctx, { personId: leaver });
    expect(await deactivatePerson(ctx, change(leaver))).toMatchObject({ sessionsEnded: 1, agents: 0 });
    expect(await readSession(sessionId, NOW)).toBeNull();
    expect(await findSetup(setup, open.link.path.slice(7))).toBeNull();
    expect((await eventsOf(leaver)).find(({ type }) => type === "person.deactivated")).toMatchObject({
      details: { sessionsEnded: 1, agentsPassedOn: 0, agentsQueued: 0, reason: "left the company" },
    });
    await people.reactivatePerson(ctx, change(leaver, 2));
    expect(await readSession(sessionId, NOW)).toBeNull();
  });

  it("is done once by two who press together", async () => {
    const leaver = await makePerson();
    const both = [deactivatePerson(ctx, change(leaver)), deactivatePerson(ctx, change(leaver))];
    expect(codesOf(await Promise.allSettled(both))).toEqual(["done", "unmet"]);
  });

  it("refuses on a version that is gone, and passes nothing on", async () => {
    const leaver = await makePerson();
    const agent = await makeAgent({ ownerId: leaver });
    await expect(deactivatePerson(ctx, change(leaver, 7))).rejects.toMatchObject({ code: "conflict" });
    expect((await agentOf(agent)).ownerId).toBe(leaver);
  });
});

describe("O3 what a leaver answered for", () => {
  it("goes to deputy, sponsor, manager or queue in the same transaction, with an event and a notice each", async () => {
    const [deputy, sponsor, manager] = [await makePerson(), await makePerson(), await makePerson()];
    const leaver = await makePerson([], { managerId: manager });
    const toDeputy = await makeAgent({ ownerId: leaver, deputyId: deputy, sponsorId: sponsor, tier: "high" });
    const toManager = await makeAgent({ ownerId: leaver });
    const queued = await makeAgent({ ownerId: manager, sponsorId: leaver });
    const history = await makeAgent({ ownerId: leaver, status: "decommissioned" });
    expect(await deactivatePerson(ctx, change(leaver))).toMatchObject({ agents: 3, queued: 1 });
    expect(await agentOf(toDeputy)).toMatchObject({ ownerId: deputy, deputyId: null, sponsorId: sponsor, version: 2 });
    expect(await agentOf(toManager)).toMatchObject({ ownerId: manager, governanceSince: null });
    expect(await agentOf(queued)).toMatchObject({ ownerId: manager, sponsorId: null, governanceSince: NOW });
    expect(await agentOf(history)).toMatchObject({ ownerId: leaver, version: 1 });
    expect(await eventsOf(toDeputy)).toMatchObject([
      {
        type: "agent.owner_succeeded",
        details: { role: "owner", formerId: leaver, successorId: deputy, way: "deputy", sponsorId: sponsor },
      },
    ]);
    expect(await eventsOf(queued)).toMatchObject([
      { type: "agent.queued", details: { role: "sponsor", way: "queue" } },
    ]);
    const notices = await db().notice.findMany({ where: { kind: "succeeded" }, orderBy: { id: "asc" } });
    expect(notices.map(({ personId, agentId }) => [personId, agentId])).toEqual(
      expect.arrayContaining([
        [deputy, toDeputy],
        [manager, toManager],
      ]),
    );
    const held = await db().accountability.findMany({ where: { agentId: toDeputy, role: "owner", untilAt: null } });
    expect(held.map(({ personId }) => personId)).toEqual([deputy]);
    await people.reactivatePerson(ctx, change(leaver, 2));
    expect((await agentOf(toDeputy)).ownerId).toBe(deputy);
  });

  it("is foreseen exactly: the preview tells what then happens", async () => {
    const manager = await makePerson();
    const leaver = await makePerson([], { managerId: manager });
    for (let count = 0; count < 10; count++) await makeAgent({ ownerId: leaver });
    const queued = await makeAgent({ ownerId: manager, sponsorId: leaver, tier: "low" });
    const group = newId("grp");
    await db().reviewerGroup.create({ data: { id: group, name: "Payers", privilegeClass: "payment" } });
    await db().reviewerGroupMember.create({ data: { groupId: group, personId: leaver } });
    const preview = await previewSuccession(ctx, { personId: leaver });
    expect(preview).toMatchObject({
      agents: 11,
      ways: [
        { way: "manager", agents: 10 },
        { way: "queue", agents: 1 },
      ],
      successors: [{ id: manager, agents: 10 }],
      groups: [{ id: group, others: 0 }],
    });
    expect(preview.rows).toHaveLength(8);
    expect(preview.rows[0]).toMatchObject({ id: queued, queued: true, successor: null });
    expect(await deactivatePerson(ctx, change(leaver))).toMatchObject({ agents: 11, queued: 1 });
  });

  it("ends the offers to and from the leaver, and leaves those of others alone", async () => {
    const [owner, other] = [await makePerson(), await makePerson()];
    const leaver = await makePerson();
    const offer = async (agentId: string, role: string, toPersonId: string, fromPersonId: string | null) => {
      const times = { offeredAt: NOW, expiresAt: new Date(NOW.getTime() + 86_400_000), offeredById: owner };
      const id = newId("hov");
      await db().handOver.create({ data: { id, agentId, role, toPersonId, fromPersonId, state: "pending", ...times } });
      return id;
    };
    const agent = await makeAgent({ ownerId: owner, sponsorId: leaver });
    const to = await offer(agent, "owner", leaver, owner);
    const by = await offer(agent, "sponsor", other, leaver);
    const apart = await offer(await makeAgent({ ownerId: owner }), "owner", other, owner);
    expect(await deactivatePerson(ctx, change(leaver))).toMatchObject({ offersEnded: 2 });
    const states = await db().handOver.findMany({ where: { id: { in: [to, by, apart] } } });
    expect(new Map(states.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [to, "overtaken"],
        [by, "overtaken"],
        [apart, "pending"],
      ]),
    );
  });

  it("never passes on to somebody who leaves at the same moment", async () => {
    const [a, b] = [await makePerson(), await makePerson()];
    const one = await makeAgent({ ownerId: a, deputyId: b });
    const two = await makeAgent({ ownerId: b, deputyId: a });
    const both = await Promise.allSettled([deactivatePerson(ctx, change(a)), deactivatePerson(ctx, change(b))]);
    expect(codesOf(both)).toEqual(["done", "done"]);
    for (const id of [one, two]) expect(await agentOf(id)).toMatchObject({ ownerId: null, governanceSince: NOW });
  });
});

describe("O3 nothing is ownerless at any instant", () => {
  it("to a reader on another connection, while agents change hands and are edited", async () => {
    const [deputy, manager] = [await makePerson(), await makePerson()];
    const leaver = await makePerson([], { managerId: manager });
    const rows = Array.from({ length: 400 }, (_, at) => ({
      id: newId("agt"),
      name: `Crowd ${at}`,
      environment: "production" as const,
      status: "active" as const,
      ownerId: leaver,
      deputyId: at % 2 ? deputy : null,
    }));
    await db().agent.createMany({ data: rows });
    const reader = await ownConnection();
    let looks = 0;
    let ownerless = 0;
    let over = false;
    const looking = (async () => {
      while (!over) {
        const { rows: found } = await reader.query(
          `select count(*)::int as n from agents a left join people p on p.id = a.owner_id where a.name like 'Crowd %'
           and (p.status is distinct from 'active') and a.governance_since is null`,
        );
        looks += 1;
        ownerless += found[0].n;
      }
    })();
    const cora = contextAs("compliance", { id: await makePerson(), now: NOW });
    const edits = rows
      .slice(0, 40)
      .map(({ id }) => agents.editAgent(cora, { id, version: 1, changes: { deployer: "edited" } }));
    const answers = await Promise.allSettled([deactivatePerson(ctx, change(leaver)), ...edits]);
    over = true;
    await looking;
    expect(ownerless).toBe(0);
    expect(looks).toBeGreaterThan(1);
    expect(answers[0]?.status).toBe("fulfilled");
    expect(codesOf(answers).every((code) => code === "done" || code === "conflict")).toBe(true);
    expect(await db().agent.count({ where: { ownerId: leaver } })).toBe(0);
  });

  it("refuses or overtakes an agent that is handed to the leaver at the same moment", async () => {
    const cora = contextAs("compliance", { id: await makePerson(), now: NOW });
    const leavers = await Promise.all(Array.from({ length: 8 }, () => makePerson()));
    await Promise.allSettled(
      leavers.flatMap((leaver) => [
        agents.createAgent(cora, { name: `For ${leaver}`, environment: "development", sponsorId: leaver }),
        deactivatePerson(ctx, change(leaver)),
      ]),
    );
    expect(await db().agent.count({ where: { sponsorId: { in: leavers } } })).toBe(0);
    expect(await db().person.count({ where: { id: { in: leavers }, status: "deactivated" } })).toBe(8);
  });

  it("succeeds beside a change of many that takes the same agents in another order", async () => {
    const leaver = await makePerson();
    const [first, last] = [await makeAgent({ ownerId: leaver }), await makeAgent({ ownerId: leaver })];
    const other = await ownConnection();
    // The later its own look for a deadlock, the surer it is the departure that the server ends.
    await other.query("set deadlock_timeout = '3s'");
    await other.query("begin");
    const take = (id: string) => other.query("update agents set deployer = 'bulk' where id = $1", [id]);
    await take(last);
    const leaving = Promise.allSettled([deactivatePerson(ctx, change(leaver))]);
    const held = () => other.query("select 1 from pg_locks where not granted and locktype = 'transactionid' limit 1");
    await expect.poll(async () => (await held()).rowCount, { interval: 10 }).toBe(1);
    const took = await take(first).then(
      () => true,
      () => false,
    );
    await other.query(took ? "commit" : "rollback");
    expect(await leaving).toMatchObject([{ value: { agents: 2, queued: 2 } }]);
    expect(await agentOf(first)).toMatchObject({ ownerId: null, governanceSince: NOW, deployer: took ? "bulk" : "" });
  });

  it("keeps an administrator even when two deactivate each other at the same time", async () => {
    await db().roleGrant.deleteMany({ where: { role: "admin" } });
    const [a, b] = [await makePerson(ADMIN), await makePerson(ADMIN)];
    const both = [deactivatePerson(admin(a), change(b)), deactivatePerson(admin(b), change(a))];
    expect(codesOf(await Promise.allSettled(both))).toEqual(["done", "unmet"]);
    expect(await people.ensureSetupLink(setup)).toBeNull();
  });
});
