import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findSetup, readSession, signInWithPassword } from "@/lib/accounts";
import { type Context, contextFor, type RoleGrant, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import * as people from "./index";

testDatabase();

const NOW = new Date("2026-11-20T09:00:00Z");
const PAYMENTS = newId("tem");
const SECURITY = newId("tem");
const PASSWORD = "the kettle sings at six";
const from = { address: "10.1.1.1", userAgent: "test" };
const setup = systemContext("setup", { now: NOW });

async function makePerson(grants: RoleGrant[] = [], given: { teamId?: string | null } = {}): Promise<string> {
  const id = newId("per");
  await db().person.create({ data: { id, name: `Person ${id.slice(-6)}`, email: `${id}@firm.example`, ...given } });
  for (const { role, teamId } of grants) {
    await db().roleGrant.create({ data: { id: newId("grt"), personId: id, role, teamId } });
  }
  return id;
}

const admin = (id: string, teamId: string | null = null) => contextAs("admin", { id, teamId, now: NOW });
const codesOf = (answers: PromiseSettledResult<unknown>[]) =>
  answers.map((answer) => (answer.status === "fulfilled" ? "done" : (answer.reason as { code: string }).code)).sort();
/** The events on a target by type: those of one instant have no order among themselves. */
const eventsOn = (targetId: string) => db().auditEvent.findMany({ where: { targetId }, orderBy: { type: "asc" } });

beforeAll(async () => {
  await db().team.createMany({
    data: [
      { id: PAYMENTS, name: "Payments" },
      { id: SECURITY, name: "Security" },
    ],
  });
});

describe("O6 first run", () => {
  beforeEach(async () => {
    await db().roleGrant.deleteMany({ where: { role: "admin" } });
  });

  const firstAdmin = (token: string, email: string) =>
    people.completeSetup(setup, { token, name: "First Admin", email, password: PASSWORD }, from);
  const tokenFrom = (url: string | null) => new URL(url ?? "").pathname.replace("/setup/", "");

  it("makes the first administrator by a link, and no second one", async () => {
    const token = tokenFrom(await people.ensureSetupLink(setup));
    const spare = tokenFrom(await people.ensureSetupLink(setup));
    expect(await firstAdmin(token, "First@Firm.example")).toEqual({ email: "first@firm.example" });
    const { sessionId } = await signInWithPassword(setup, { email: "first@firm.example", password: PASSWORD }, from);
    expect((await readSession(sessionId, NOW))?.grants).toMatchObject([{ role: "admin", teamId: null }]);
    expect(await people.ensureSetupLink(setup)).toBeNull();
    expect(await findSetup(setup, spare)).toBeNull();
    await expect(firstAdmin(spare, "second@firm.example")).rejects.toMatchObject({ code: "not_found" });
  });

  it("lets one of two win who use two links at the same time", async () => {
    const links = [await people.ensureSetupLink(setup), await people.ensureSetupLink(setup)];
    const answers = await Promise.allSettled(
      links.map((url, n) => firstAdmin(tokenFrom(url), `racer${n}@firm.example`)),
    );
    const codes = codesOf(answers);
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    // The slower one still finds its link and loses it, or finds it withdrawn already.
    expect(["conflict", "not_found"]).toContain(codes.find((code) => code !== "done"));
    expect(await db().roleGrant.count({ where: { role: "admin", teamId: null } })).toBe(1);
  });

  it("refuses a weak password beside its field and leaves the link unused", async () => {
    const token = tokenFrom(await people.ensureSetupLink(setup));
    const weak = people.completeSetup(
      setup,
      { token, name: "A B", email: "a@firm.example", password: "aaaaaaaaaaaa" },
      from,
    );
    await expect(weak).rejects.toMatchObject({ code: "invalid", issues: [{ path: "password" }] });
    expect(await findSetup(setup, token)).toMatchObject({ purpose: "first_admin" });
  });
});

describe("O5 inviting", () => {
  const invitation = (email: string, grants: RoleGrant[] = []) => ({
    name: "Invited Person",
    email,
    title: "",
    teamId: PAYMENTS,
    grants: [...grants],
  });

  it("gives a link that leads to a password and a session with the roles", async () => {
    const ctx = admin(await makePerson([{ role: "admin", teamId: null }]));
    const grants: RoleGrant[] = [{ role: "owner", teamId: PAYMENTS }];
    const { personId, link } = await people.invitePerson(ctx, invitation("inv@firm.example", grants));
    expect((await people.getPerson(ctx, personId)).state).toBe("invited");
    await people.completeSetup(setup, { token: link.path.replace("/setup/", ""), password: PASSWORD }, from);
    const { sessionId } = await signInWithPassword(setup, { email: "inv@firm.example", password: PASSWORD }, from);
    expect((await readSession(sessionId, NOW))?.grants).toMatchObject(grants);
    expect((await eventsOn(personId)).map(({ type }) => type)).toEqual([
      "person.created",
      "person.invited",
      "person.role_granted",
      "person.set_up",
    ]);
  });

  it("refuses a team's administrator a role beyond the team, and everybody else any invitation", async () => {
    const local = admin(await makePerson(), PAYMENTS);
    const beyond = invitation("beyond@firm.example", [{ role: "ciso", teamId: null }]);
    await expect(people.invitePerson(local, beyond)).rejects.toMatchObject({ code: "forbidden" });
    const compliance = contextAs("compliance", { id: await makePerson(), now: NOW });
    await expect(people.invitePerson(compliance, invitation("no@firm.example"))).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await db().person.count({ where: { email: { in: ["beyond@firm.example", "no@firm.example"] } } })).toBe(0);
  });

  it("takes an address once, also for two at the same time", async () => {
    const ctx = admin(await makePerson([{ role: "admin", teamId: null }]));
    const twice = ["twin@firm.example", "TWIN@firm.example"].map((email) =>
      people.invitePerson(ctx, invitation(email)),
    );
    expect(codesOf(await Promise.allSettled(twice))).toEqual(["conflict", "done"]);
  });

  it("refuses a team's administrator a new sign-in link for somebody with power beyond the team", async () => {
    const ciso = await makePerson([{ role: "ciso", teamId: null }], { teamId: PAYMENTS });
    const local = admin(await makePerson(), PAYMENTS);
    await expect(people.renewSetupLink(local, { personId: ciso })).rejects.toMatchObject({ code: "forbidden" });
    const member = await makePerson([{ role: "owner", teamId: PAYMENTS }], { teamId: PAYMENTS });
    expect((await people.renewSetupLink(local, { personId: member })).link.path).toMatch(/^\/setup\/.{43}$/);
  });
});

describe("O6 what is stated about a person", () => {
  const orgAdmin = async () => admin(await makePerson([{ role: "admin", teamId: null }]));
  const edit = (personId: string, changes: object, version = 1) => ({ personId, version, changes });

  it("changes with its event, and says which fields", async () => {
    const ctx = await orgAdmin();
    const [person, manager] = [await makePerson(), await makePerson()];
    const changes = { name: "Marta Neu", title: "Head of claims", teamId: PAYMENTS, managerId: manager };
    expect(await people.editPerson(ctx, edit(person, changes))).toEqual({ version: 2, fields: Object.keys(changes) });
    expect(await people.getPerson(ctx, person)).toMatchObject({ name: "Marta Neu", managerId: manager, version: 2 });
    expect((await eventsOn(person))[0]).toMatchObject({
      type: "person.edited",
      details: { fields: Object.keys(changes), teamId: PAYMENTS, managerId: manager },
    });
    expect(await people.editPerson(ctx, edit(person, changes, 2))).toEqual({ version: 2, fields: [] });
    expect(await eventsOn(person)).toHaveLength(1);
  });

  it("refuses that somebody comes to manage themselves, directly or through others", async () => {
    const ctx = await orgAdmin();
    const [low, mid, top] = [await makePerson(), await makePerson(), await makePerson()];
    await people.editPerson(ctx, edit(low, { managerId: mid }));
    await people.editPerson(ctx, edit(mid, { managerId: top }));
    for (const managerId of [low, mid, top]) {
      await expect(people.editPerson(ctx, edit(top, { managerId }))).rejects.toMatchObject({
        code: "invalid",
        issues: [{ path: "changes.managerId" }],
      });
    }
    const gone = await makePerson([], {});
    await db().person.update({ where: { id: gone }, data: { status: "deactivated" } });
    await expect(people.editPerson(ctx, edit(top, { managerId: gone }))).rejects.toMatchObject({ code: "invalid" });
  });

  it("finds the circle when two make each other their manager at the same time", async () => {
    const ctx = await orgAdmin();
    const [a, b] = [await makePerson(), await makePerson()];
    const both = [people.editPerson(ctx, edit(a, { managerId: b })), people.editPerson(ctx, edit(b, { managerId: a }))];
    expect(codesOf(await Promise.allSettled(both))).toEqual(["done", "invalid"]);
  });

  it("is written once by two who save together, and not by an administrator of another team", async () => {
    const ctx = await orgAdmin();
    const person = await makePerson([], { teamId: PAYMENTS });
    const both = ["One", "Two"].map((title) => people.editPerson(ctx, edit(person, { title })));
    expect(codesOf(await Promise.allSettled(both))).toEqual(["conflict", "done"]);
    const local = admin(await makePerson(), PAYMENTS);
    await expect(people.editPerson(local, edit(person, { teamId: SECURITY }, 2))).rejects.toMatchObject({
      code: "forbidden",
    });
    const elsewhere = await makePerson([], { teamId: SECURITY });
    await expect(people.editPerson(local, edit(elsewhere, { title: "X" }))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("names the manager in the invitation, an active one", async () => {
    const ctx = await orgAdmin();
    const manager = await makePerson();
    const given = { name: "New", email: `${newId("per")}@firm.example`, title: "", teamId: null, grants: [] };
    const { personId } = await people.invitePerson(ctx, { ...given, managerId: manager });
    expect((await people.getPerson(ctx, personId)).managerId).toBe(manager);
    const nobody = { ...given, email: "other@firm.example", managerId: newId("per") };
    await expect(people.invitePerson(ctx, nobody)).rejects.toMatchObject({ issues: [{ path: "managerId" }] });
  });
});

describe("O5 roles", () => {
  const roleOf = (personId: string) => db().roleGrant.findFirstOrThrow({ where: { personId } });

  it("are given and taken, each with its event", async () => {
    const ctx = admin(await makePerson([{ role: "admin", teamId: null }]));
    const person = await makePerson();
    const { grantId } = await people.grantRole(ctx, { personId: person, role: "reviewer", teamId: null });
    await expect(people.grantRole(ctx, { personId: person, role: "reviewer", teamId: null })).rejects.toThrow(
      "already",
    );
    const taken = [people.revokeRole(ctx, { grantId }), people.revokeRole(ctx, { grantId })];
    expect(codesOf(await Promise.allSettled(taken))).toEqual(["done", "not_found"]);
    expect((await eventsOn(person)).map(({ type }) => type)).toEqual(["person.role_granted", "person.role_revoked"]);
  });

  it("are not given to oneself beside another administrator, and may be by the only one", async () => {
    await db().roleGrant.deleteMany({ where: { role: "admin" } });
    const only = await makePerson([{ role: "admin", teamId: null }]);
    await people.grantRole(admin(only), { personId: only, role: "owner", teamId: null });
    await makePerson([{ role: "admin", teamId: null }]);
    const again = people.grantRole(admin(only), { personId: only, role: "compliance", teamId: null });
    await expect(again).rejects.toMatchObject({ code: "unmet" });
  });

  it.each(["owner", "reviewer", "compliance", "ciso", "auditor"] as const)("cannot be given by %s", async (role) => {
    const me = await makePerson();
    const ctx = contextAs(role, { id: me, now: NOW });
    await expect(people.grantRole(ctx, { personId: me, role: "admin", teamId: null })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await db().roleGrant.count({ where: { personId: me } })).toBe(0);
  });

  it("of the last administrator stay", async () => {
    await db().roleGrant.deleteMany({ where: { role: "admin" } });
    const last = await makePerson([{ role: "admin", teamId: null }]);
    const { id } = await roleOf(last);
    await expect(people.revokeRole(admin(last), { grantId: id })).rejects.toMatchObject({ code: "unmet" });
  });
});

describe("O5 who sees whom", () => {
  it("ends at the team, but for oneself and those who act for the whole organisation", async () => {
    const viewer = await makePerson([{ role: "owner", teamId: PAYMENTS }], { teamId: PAYMENTS });
    const mate = await makePerson([], { teamId: PAYMENTS });
    const everywhere = await makePerson([{ role: "compliance", teamId: null }], { teamId: SECURITY });
    const elsewhere = await makePerson([{ role: "owner", teamId: SECURITY }], { teamId: SECURITY });
    const ctx = contextAs("owner", { id: viewer, teamId: PAYMENTS, now: NOW });
    const seen = (await people.listPeople(ctx, { limit: 500 })).rows.map(({ id }) => id);
    expect(seen).toEqual(expect.arrayContaining([viewer, mate, everywhere]));
    expect(seen).not.toContain(elsewhere);
    for (const id of [viewer, mate, everywhere]) expect((await people.getPerson(ctx, id)).id).toBe(id);
    await expect(people.getPerson(ctx, elsewhere)).rejects.toMatchObject({ code: "not_found" });
  });

  it("ends at oneself without a role", async () => {
    const me = await makePerson([], { teamId: PAYMENTS });
    const ctx: Context = { ...setup, actor: { kind: "user", id: me, sessionId: "ses_x", grants: [] } };
    expect((await people.listPeople(ctx)).rows.map(({ id }) => id)).toEqual([me]);
    expect(await people.listTeams(ctx)).toEqual([]);
    expect(await people.listReviewerGroups(ctx)).toEqual([]);
  });

  it("takes wildcards of a search as letters", async () => {
    const ctx = admin(await makePerson());
    expect((await people.listPeople(ctx, { q: "%_%" })).total).toBe(0);
  });
});

describe("O1 reviewer groups", () => {
  const compliance = async () => contextAs("compliance", { id: await makePerson(), now: NOW });

  it("are one per privilege class, and hold active reviewers only", async () => {
    const ctx = await compliance();
    const make = () => people.createReviewerGroup(ctx, { name: `Payers ${newId("grp")}`, privilegeClass: "payment" });
    const answers = await Promise.allSettled([make(), make()]);
    expect(codesOf(answers)).toEqual(["conflict", "done"]);
    const group = await db().reviewerGroup.findFirstOrThrow({ where: { privilegeClass: "payment" } });
    const reviewer = await makePerson([{ role: "reviewer", teamId: null }]);
    const owner = await makePerson([{ role: "owner", teamId: null }]);
    await people.addGroupMember(ctx, { groupId: group.id, personId: reviewer });
    await expect(people.addGroupMember(ctx, { groupId: group.id, personId: owner })).rejects.toMatchObject({
      code: "unmet",
    });
    const removals = [1, 2].map(() => people.removeGroupMember(ctx, { groupId: group.id, personId: reviewer }));
    expect(codesOf(await Promise.allSettled(removals))).toEqual(["conflict", "done"]);
  });

  it("are not an administrator's to make", async () => {
    const ctx = admin(await makePerson());
    const make = people.createReviewerGroup(ctx, { name: "Mine", privilegeClass: "deletion" });
    await expect(make).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("O5 teams", () => {
  it("have a name once", async () => {
    const ctx = admin(await makePerson());
    const both = [people.createTeam(ctx, { name: "Freight" }), people.createTeam(ctx, { name: " Freight " })];
    expect(codesOf(await Promise.allSettled(both))).toEqual(["conflict", "done"]);
    const local = admin(await makePerson(), PAYMENTS);
    await expect(people.createTeam(local, { name: "Another" })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("O6 sessions in the hands of people", () => {
  it("are ended by their holder or an administrator over them, by nobody else", async () => {
    const holder = await makePerson([{ role: "owner", teamId: PAYMENTS }], { teamId: PAYMENTS });
    const open = async () => {
      const id = newId("ses");
      const times = { createdAt: NOW, lastSeenAt: NOW, expiresAt: new Date(NOW.getTime() + 3_600_000) };
      await db().consoleSession.create({ data: { id, personId: holder, method: "password", ...times } });
      return id;
    };
    const [own, administered, safe] = [await open(), await open(), await open()];
    const self = contextAs("owner", { id: holder, teamId: PAYMENTS, now: NOW });
    expect(await people.endSession(self, { sessionId: own })).toEqual({ ended: true });
    expect(await people.endSession(admin(await makePerson(), PAYMENTS), { sessionId: administered })).toEqual({
      ended: true,
    });
    const mate = contextAs("owner", { id: await makePerson(), teamId: PAYMENTS, now: NOW });
    await expect(people.endSession(mate, { sessionId: safe })).rejects.toMatchObject({ code: "forbidden" });
    const stranger = admin(await makePerson(), SECURITY);
    await expect(people.endSession(stranger, { sessionId: safe })).rejects.toMatchObject({ code: "not_found" });
    expect((await people.listSessions(self)).map(({ id }) => id)).toEqual([safe]);
  });
});

describe("saved views and settings", () => {
  const view = { area: "agents", name: "Mine", query: "status=active", shared: false, isDefault: true };

  it("are one's own; shared ones are read by all and removed by their owner", async () => {
    const [a, b] = [admin(await makePerson()), admin(await makePerson())];
    await people.saveView(a, view);
    await people.saveView(a, { ...view, name: "Second" });
    const { viewId } = await people.saveView(a, { ...view, query: "status=draft", shared: true, isDefault: false });
    expect((await people.listViews(a, { area: "agents" })).map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ["Second", true],
      ["Mine", false],
    ]);
    expect(await people.listViews(b, { area: "agents" })).toMatchObject([{ query: "status=draft", mine: false }]);
    await expect(people.deleteView(b, { viewId })).rejects.toMatchObject({ code: "not_found" });
    await people.deleteView(a, { viewId });
    expect(await people.listViews(b, { area: "agents" })).toEqual([]);
  });

  it.each([
    ["audit", "reviewer", false],
    ["audit", "owner", true],
    ["imports", "reviewer", true],
    ["agents", "reviewer", true],
    ["people", "reviewer", true],
    ["suppliers", "reviewer", true],
    ["entitlements", "reviewer", true],
    ["resources", "reviewer", true],
    ["reachers", "reviewer", true],
    ["tools", "reviewer", true],
    ["credentials", "reviewer", true],
  ] as const)("L1 shared ones of the %s reach a %s as far as the list does: %s", async (area, role, reached) => {
    const [writer, reader] = [admin(await makePerson()), contextAs(role, { id: await makePerson(), now: NOW })];
    const { viewId } = await people.saveView(writer, { ...view, area, name: "Case 7", shared: true });
    const { viewId: own } = await people.saveView(reader, { ...view, area, name: "Own" });
    const found = (await people.listViews(reader, { area })).map(({ id }) => id);
    expect(found).toEqual(reached ? [own, viewId] : [own]);
    const nobody = contextFor({ kind: "user", id: await makePerson(), sessionId: "ses_x", grants: [] }, { now: NOW });
    expect(await people.listViews(nobody, { area })).toEqual([]);
    await people.deleteView(writer, { viewId });
  });

  it("merges settings that two tabs save at the same time", async () => {
    const me = await makePerson();
    const ctx = admin(me);
    await Promise.all([
      people.savePreferences(ctx, { columns: { agents: ["name"] }, theme: "dark" }),
      people.savePreferences(ctx, { columns: { audit: ["at"] }, timeZone: "Europe/Oslo" }),
      people.savePreferences(ctx, { shortcuts: false }),
    ]);
    const stored = await db().person.findUniqueOrThrow({ where: { id: me } });
    expect(stored.timeZone).toBe("Europe/Oslo");
    expect(stored.preferences).toEqual({
      theme: "dark",
      shortcuts: false,
      columns: { agents: ["name"], audit: ["at"] },
    });
    const wrong = people.savePreferences(ctx, { timeZone: "Mars/Olympus" });
    await expect(wrong).rejects.toMatchObject({ code: "invalid", issues: [{ path: "timeZone" }] });
  });
});
