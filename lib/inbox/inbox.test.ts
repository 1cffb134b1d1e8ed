import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { inbox, inboxCount } from "./index";

testDatabase();

const NOW = new Date("2026-11-20T09:00:00Z");
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

const PAYMENTS = newId("tem");
const SECURITY = newId("tem");
const MARTA = newId("per");
const LEFT = newId("per");
const GUEST = newId("per");

const compliance = () => contextAs("compliance", { id: newId("per"), now: NOW });

beforeAll(async () => {
  await db().team.createMany({
    data: [
      { id: PAYMENTS, name: "Payments" },
      { id: SECURITY, name: "Security" },
    ],
  });
  await db().person.createMany({
    data: [
      { id: MARTA, name: "Marta", email: "marta@a.example" },
      { id: LEFT, name: "Left", email: "left@a.example", status: "deactivated" },
      { id: GUEST, name: "Guest", email: "guest@a.example" },
    ],
  });
  const agent = (name: string, given: object) => ({
    id: newId("agt"),
    name,
    environment: "production" as const,
    teamId: PAYMENTS,
    ownerId: MARTA,
    sponsorId: MARTA,
    ...given,
  });
  await db().agent.createMany({
    data: [
      agent("Draft of Marta", { status: "draft", createdAt: daysAgo(20) }),
      agent("Waits for activation", {
        status: "registered",
        tier: "high",
        registeredById: MARTA,
        statusChangedAt: daysAgo(1),
      }),
      agent("Stopped", { status: "suspended", statusReason: "Wrong account", statusChangedAt: daysAgo(3) }),
      agent("Owner has left", { status: "active", ownerId: LEFT, privileges: ["payment"] }),
      agent("Elsewhere", { status: "active", teamId: SECURITY, ownerId: null, sponsorId: null }),
      agent("Gone", { status: "decommissioned", ownerId: null, privileges: ["deletion"] }),
    ],
  });
  await db().setupLink.create({
    data: {
      id: newId("lnk"),
      tokenHash: new Uint8Array(32),
      purpose: "invitation",
      personId: GUEST,
      createdAt: daysAgo(1),
      expiresAt: new Date(NOW.getTime() + 3_600_000),
    },
  });
});

describe("D2 each role's inbox says what waits and by when", () => {
  it("shows an owner their drafts and suspended agents with dates, and not what they registered themselves", async () => {
    const { items } = await inbox(contextAs("owner", { id: MARTA, teamId: PAYMENTS, now: NOW }));
    expect(items.map((item) => [item.kind, item.title, item.severity])).toEqual([
      ["draft", "Register Draft of Marta", "warning"],
      ["suspended", "Stopped is suspended", "warning"],
    ]);
    expect(items[0]?.dueAt).toEqual(daysAgo(6));
    expect(items[1]?.why).toBe("Wrong account");
  });

  it("shows compliance what waits for activation, what nobody answers for and what nobody could review", async () => {
    const { items } = await inbox(compliance());
    expect(items.map((item) => item.title)).toEqual([
      "1 agent without an active sponsor",
      "2 agents without an active owner",
      "Nobody reviews payments",
      "Activate Waits for activation",
    ]);
  });

  it("stops at the team of the role", async () => {
    const { items } = await inbox(contextAs("compliance", { id: newId("per"), teamId: SECURITY, now: NOW }));
    expect(items.map((item) => item.title)).toEqual([
      "1 agent without an active owner",
      "1 agent without an active sponsor",
    ]);
  });

  it("asks whoever was offered an agent, as one entry however many they are, until the offers end", async () => {
    const guest = (now: Date) => contextAs("reviewer", { id: GUEST, now });
    const asked = async (now: Date) =>
      (await inbox(guest(now))).items.flatMap(({ kind, title }) => (kind === "hand_over" ? [title] : []));
    const agents = await db().agent.findMany({ where: { status: { in: ["active", "decommissioned"] } }, take: 10 });
    const offer = (agentId: string, role: string) => ({
      id: newId("hov"),
      agentId,
      role,
      toPersonId: GUEST,
      state: "pending",
      offeredById: MARTA,
      offeredAt: NOW,
      expiresAt: new Date(NOW.getTime() + DAY_MS),
    });
    const named = (name: string) => agents.find((one) => one.name === name)?.id ?? "";
    const data = [offer(named("Elsewhere"), "owner"), offer(named("Gone"), "owner")];
    await db().handOver.createMany({ data });
    expect(await asked(NOW)).toEqual(["Marta asks you to answer for Elsewhere as owner"]);
    await db().handOver.create({ data: offer(named("Owner has left"), "sponsor") });
    expect(await asked(NOW)).toEqual(["2 offers to answer for agents wait for you"]);
    expect(await inboxCount(guest(NOW))).toBe((await inbox(guest(NOW))).items.length);
    expect(await asked(new Date(NOW.getTime() + DAY_MS))).toEqual([]);
  });

  it("tells who answers for agents which credentials are to be rotated, and until when (I4)", async () => {
    const rotations = async (ctx: Context) => {
      const { items } = await inbox(ctx);
      expect(await inboxCount(ctx)).toBe(items.length);
      return items.filter(({ kind }) => kind === "rotations");
    };
    const marta = contextAs("owner", { id: MARTA, teamId: PAYMENTS, now: NOW });
    const agent = await db().agent.findFirstOrThrow({ where: { name: "Stopped" } });
    const instance = { id: newId("ins"), agentId: agent.id, name: "one", createdAt: NOW };
    await db().agentInstance.create({ data: instance });
    const issued = (days: number) => ({
      id: newId("crd"),
      agentId: agent.id,
      instanceId: instance.id,
      kind: "key",
      strength: "own_key",
      createdAt: new Date(NOW.getTime() - days * DAY_MS),
      rotationDueAt: new Date(NOW.getTime() + (90 - days) * DAY_MS),
    });
    await db().agent.update({ where: { id: agent.id }, data: { tier: "low" } });
    await db().credential.create({ data: issued(75) });
    expect(await rotations(marta)).toEqual([]);
    await db().credential.createMany({ data: [issued(76), issued(100)] });
    expect(await rotations(marta)).toMatchObject([
      {
        title: "2 credentials are to be rotated",
        dueAt: new Date(NOW.getTime() + 20 * DAY_MS),
        href: "/credentials?due=overdue,soon&mine=yes",
      },
    ]);
    expect(await rotations(compliance())).toEqual([]);
    await db().agentInstance.deleteMany();
  });

  it("tells who may decide, in one entry, how many tools wait in quarantine (V4)", async () => {
    const waiting = async (ctx: Context) => {
      const { items } = await inbox(ctx);
      expect(await inboxCount(ctx)).toBe(items.length);
      return items.flatMap(({ kind, title, href }) => (kind === "tools" ? [[title, href]] : []));
    };
    const marta = contextAs("owner", { id: MARTA, teamId: PAYMENTS, now: NOW });
    const agents = await db().agent.findMany({ where: { name: { in: ["Stopped", "Elsewhere"] } } });
    const before = await waiting(marta);
    for (const { id: agentId, name } of agents) {
      const serverId = newId("srv");
      await db().agentServer.create({ data: { id: serverId, agentId, name: "Books" } });
      const listed = {
        state: "quarantined" as const,
        definition: {},
        hash: name,
        effect: "read",
        tier: "low" as const,
      };
      const seen = { firstSeenAt: NOW, lastSeenAt: NOW };
      await db().agentTool.create({ data: { id: newId("tol"), agentId, serverId, name: "read", ...listed, ...seen } });
    }
    expect(before).toEqual([]);
    expect(await waiting(marta)).toEqual([["1 tool waits in quarantine", "/tools?state=quarantined"]]);
    expect(await waiting(compliance())).toEqual([["2 tools wait in quarantine", "/tools?state=quarantined"]]);
    expect(await waiting(contextAs("auditor", { id: newId("per"), now: NOW }))).toEqual([]);
    await db().agentServer.deleteMany();
  });

  it("shows an administrator unused invitations until they have long expired", async () => {
    const admin = newId("per");
    const titles = async (now: Date) =>
      (await inbox(contextAs("admin", { id: admin, now }))).items.map((item) => item.title);
    expect(await titles(NOW)).toEqual(["Guest has not used the invitation yet"]);
    expect(await titles(new Date(NOW.getTime() + DAY_MS))).toEqual(["The invitation of Guest has expired"]);
    expect(await titles(new Date(NOW.getTime() + 20 * DAY_MS))).toEqual([]);
  });

  it("shows nothing to who has no role and answers for nothing", async () => {
    const { actor, ...rest } = compliance();
    const nobody = { ...rest, actor: { ...actor, grants: [] } };
    expect(await inbox(nobody)).toEqual({ items: [], cut: false });
  });

  it("shows whoever may agree what waits for a second person, and not to who asked or caused it", async () => {
    const agent = await db().agent.findFirstOrThrow({ where: { name: "Stopped" } });
    await db().agent.update({ where: { id: agent.id }, data: { tier: "high", computedTier: "moderate" } });
    const other = await db().agent.findFirstOrThrow({ where: { name: "Waits for activation" } });
    await db().agent.update({ where: { id: other.id }, data: { computedTier: "low" } });
    const override = { requestedAt: daysAgo(1), computedTier: "moderate" as const, reason: "Because." };
    await db().tierOverride.createMany({
      data: [
        {
          ...override,
          id: newId("ovr"),
          agentId: agent.id,
          kind: "lower",
          tier: "low",
          state: "pending",
          requestedById: MARTA,
        },
        {
          ...override,
          id: newId("ovr"),
          agentId: other.id,
          kind: "held",
          tier: "high",
          state: "active",
          causedByIds: [MARTA],
        },
      ],
    });
    const tiersOf = async (ctx: Parameters<typeof inbox>[0]) =>
      (await inbox(ctx)).items.filter(({ kind }) => kind.startsWith("tier_")).map(({ title }) => title);
    expect(await tiersOf(compliance())).toEqual([
      "Lower the tier of Stopped from high to low?",
      "Let the tier of Waits for activation fall from high to low?",
    ]);
    expect(await tiersOf(contextAs("owner", { id: MARTA, teamId: PAYMENTS, now: NOW }))).toEqual([]);
    expect(await tiersOf(contextAs("compliance", { id: newId("per"), teamId: SECURITY, now: NOW }))).toEqual([]);
  });

  it("asks for a second person for a policy: of who may publish it, never of who had a hand in it", async () => {
    const writer = newId("per");
    const proposer = newId("per");
    const id = newId("pol");
    await db().policy.create({ data: { id, name: "Office hours", createdAt: NOW } });
    const version = {
      policyId: id,
      number: 1,
      text: "",
      state: "proposed",
      createdAt: NOW,
      findings: { kind: "retirement" },
    };
    await db().policyVersion.create({
      data: { ...version, authorId: writer, writerIds: [writer], proposedById: proposer, proposedAt: NOW },
    });
    const seenBy = async (role: "ciso" | "admin" | "compliance" | "auditor", personId = newId("per")) =>
      (await inbox(contextAs(role, { id: personId, now: NOW }))).items.filter(({ kind }) => kind === "policy");
    for (const role of ["ciso", "admin", "compliance"] as const) {
      expect(await seenBy(role)).toMatchObject([{ title: "Retire the policy Office hours?", href: `/policies/${id}` }]);
    }
    expect(await seenBy("auditor")).toEqual([]);
    expect(await seenBy("ciso", writer)).toEqual([]);
    expect(await seenBy("compliance", proposer)).toEqual([]);
  });

  it("counts unseen notices beside what waits", async () => {
    const reader = contextAs("ciso", { id: LEFT, now: NOW });
    const before = await inboxCount(reader);
    await db().notice.create({ data: { id: newId("ntc"), personId: LEFT, kind: "tier_raised", createdAt: NOW } });
    expect(await inboxCount(reader)).toBe(before + 1);
  });

  it("counts for the navigation exactly what it lists", async () => {
    for (const ctx of [
      contextAs("owner", { id: MARTA, teamId: PAYMENTS, now: NOW }),
      compliance(),
      contextAs("admin", { id: newId("per"), now: NOW }),
      contextAs("ciso", { id: newId("per"), now: NOW }),
    ]) {
      expect(await inboxCount(ctx)).toBe((await inbox(ctx)).items.length);
    }
  });
});
