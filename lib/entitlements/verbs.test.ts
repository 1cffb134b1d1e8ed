import { beforeEach, describe, expect, it } from "vitest";
import { createAgent } from "@/lib/agents";
import type { Context } from "@/lib/context";
import { db, inSqlTransaction } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { equip } from "@/lib/testing/equip";
import { completeAgent, eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import {
  approveEntitlement,
  expireEntitlements,
  getEntitlement,
  grantOptions,
  listEntitlements,
  loadGrants,
  loadGrantsByIds,
  narrowEntitlement,
  prolongEntitlement,
  rejectEntitlement,
  requestEntitlement,
  revokeEntitlement,
} from ".";
import type { RequestEntitlementInput } from "./schema";

testDatabase();

const NOW = new Date("2026-11-20T09:00:00Z");
const REASON = "Refunds of small orders are handled by the agent.";
const cora = contextAs("compliance", { id: "per_cora" });
const rita = contextAs("compliance", { id: "per_rita" });
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const sven = contextAs("owner", { id: "per_sven", teamId: "tem_a" });
const later = (ctx: Context, days: number): Context => ({ ...ctx, now: new Date(NOW.getTime() + days * 86_400_000) });

let agentId: string;

beforeEach(async () => {
  if ((await db().team.count()) === 0) await seedOrganisation();
  agentId = (await createAgent(cora, completeAgent({}))).id;
  await db().agent.update({
    where: { id: agentId },
    data: { status: "active", tier: "moderate", ownerId: "per_olga", deputyId: "per_sven", sponsorId: "per_otto" },
  });
  await equip(
    agentId,
    [
      { name: "refund", effect: "write", capabilities: ["pay"] },
      { name: "list_orders" },
      { name: "delete_order", effect: "destructive", capabilities: ["delete"] },
      { name: "unseen", state: "quarantined" },
    ],
    { name: "payments" },
  );
});

const wanted = (over: Partial<RequestEntitlementInput> = {}): RequestEntitlementInput => ({
  agentId,
  server: "payments",
  tool: "refund",
  actions: ["pay", "write"],
  conditions: [
    { argument: "amount", operator: "lte", value: 500 },
    { argument: "currency", operator: "in", value: ["EUR", "CHF"] },
  ],
  expiresAt: "2027-03-01T00:00:00Z",
  justification: REASON,
  ...over,
});

async function granted(over: Partial<RequestEntitlementInput> = {}) {
  const asked = await requestEntitlement(cora, wanted(over));
  await approveEntitlement(olga, asked);
  return { id: asked.id, version: 2 };
}

async function activeIds(): Promise<string[]> {
  return inSqlTransaction(async (tx) => {
    const ids: string[] = [];
    for await (const page of loadGrants(tx)) {
      ids.push(...page.filter((grant) => grant.agentId === agentId).map(({ id }) => id));
    }
    return ids;
  });
}

describe("Z2 a grant is asked for by one person and approved by another", () => {
  it("permits nothing while it waits, and decides as it was written once approved", async () => {
    const asked = await requestEntitlement(cora, wanted());
    expect(await activeIds()).toEqual([]);
    expect(await approveEntitlement(olga, asked)).toEqual({ version: 2 });
    const [grant] = await inSqlTransaction((tx) => loadGrantsByIds(tx, [asked.id]));
    expect(grant).toEqual({
      id: asked.id,
      agentId,
      server: "payments",
      tool: "refund",
      resourceId: null,
      actions: ["write", "pay"],
      conditions: wanted().conditions,
      windows: [],
      startsAt: null,
      expiresAt: Date.parse("2027-03-01T00:00:00Z"),
    });
    expect(await activeIds()).toEqual([asked.id]);
    const events = (await eventsOf(agentId)).filter(({ type }) => type.startsWith("agent.grant_"));
    expect(events.map(({ type, actorId }) => [type, actorId])).toEqual([
      ["agent.grant_approved", "per_olga"],
      ["agent.grant_requested", "per_cora"],
    ]);
    expect(events[0]?.details).toMatchObject({
      entitlementId: asked.id,
      actions: ["write", "pay"],
      requestedById: "per_cora",
      shape:
        "may write and pay with payments/refund when amount ≤ 500 and currency is one of EUR, CHF, until 1 March 2027",
    });
  });

  it("tells decision points of the change by itself", async () => {
    const { id } = await granted();
    const noted = await db().$queryRaw`select kind from decision_changes where entity_id = ${id}`;
    expect(noted).toEqual([{ kind: "entitlement" }]);
  });

  it("is not approved by who asked, and the attempt is on record", async () => {
    const asked = await requestEntitlement(olga, wanted());
    await expect(approveEntitlement(olga, asked)).rejects.toMatchObject({ code: "forbidden" });
    expect((await eventsOf("per_olga")).at(-1)).toMatchObject({
      type: "access.refused",
      details: { verb: "entitlements.approve", resource: asked.id },
    });
    expect(await activeIds()).toEqual([]);
  });

  it("is not approved between owner and deputy where it is dangerous, but where it is not", async () => {
    const pays = await requestEntitlement(sven, wanted());
    await expect(approveEntitlement(olga, pays)).rejects.toMatchObject({ code: "forbidden" });
    await expect(approveEntitlement(cora, pays)).resolves.toEqual({ version: 2 });
    const reads = await requestEntitlement(sven, wanted({ tool: "list_orders", actions: ["read"], conditions: [] }));
    await expect(approveEntitlement(olga, reads)).resolves.toEqual({ version: 2 });
  });

  it("is approved once, however many press together", async () => {
    const asked = await requestEntitlement(sven, wanted());
    const answers = await Promise.allSettled([
      approveEntitlement(cora, asked),
      approveEntitlement(rita, asked),
      rejectEntitlement(cora, { ...asked, reason: "Not before the audit is over." }),
    ]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "conflict" });
    }
  });

  it("is judged again when it is approved: by then the tool may be blocked or the tier risen", async () => {
    const asked = await requestEntitlement(cora, wanted());
    await db().agent.update({ where: { id: agentId }, data: { tier: "critical" } });
    await expect(approveEntitlement(olga, asked)).rejects.toMatchObject({
      code: "unmet",
      message: expect.stringContaining("90 days"),
    });
    await db().agent.update({ where: { id: agentId }, data: { tier: "moderate" } });
    await db().agentTool.updateMany({ where: { agentId, name: "refund" }, data: { state: "blocked" } });
    await expect(approveEntitlement(olga, asked)).rejects.toMatchObject({ code: "unmet" });
  });

  it("can be taken back by who asked, and refused by who may approve, and by nobody else", async () => {
    const asked = await requestEntitlement(sven, wanted());
    const reason = "Asked for by mistake.";
    const henrik = contextAs("ciso", { id: "per_otto" });
    await expect(rejectEntitlement(henrik, { ...asked, reason })).rejects.toMatchObject({ code: "forbidden" });
    await rejectEntitlement(sven, { ...asked, reason });
    const types = (await eventsOf(agentId)).map(({ type }) => type);
    expect(types).toContain("agent.grant_withdrawn");
    await expect(approveEntitlement(cora, { ...asked, version: 2 })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("Z2 what can be asked for", () => {
  it.each<[string, Partial<RequestEntitlementInput>, string]>([
    ["a tool in quarantine", { tool: "unseen" }, "tool"],
    ["a tool that is not there", { tool: "transfer" }, "tool"],
    ["a server that is not there", { server: "ledger", tool: null }, "server"],
    ["an action that the tool cannot do", { actions: ["delete", "pay"] }, "actions"],
    ["less than its calls are decided under", { actions: ["write"] }, "actions"],
    ["more than a year", { expiresAt: "2027-11-21T09:00:00Z" }, "expiresAt"],
    ["an end in the past", { expiresAt: "2026-11-20T09:00:00Z" }, "expiresAt"],
    ["an end before the start", { startsAt: "2027-03-02T00:00:00Z" }, "expiresAt"],
    ["an elevation of more than a day", { kind: "elevation", expiresAt: "2026-11-21T09:00:01Z" }, "expiresAt"],
    ["a resource that it is not linked to", { resourceId: "res_unknown" }, "resourceId"],
    ["no reason to speak of", { justification: "because" }, "justification"],
    [
      "a text for a number",
      { conditions: [{ argument: "amount", operator: "lte", value: "5" }] },
      "conditions.0.value",
    ],
    [
      "a fifth decimal place",
      { conditions: [{ argument: "amount", operator: "lte", value: 0.00001 }] },
      "conditions.0.value",
    ],
    [
      "a time zone of no place",
      { windows: [{ days: [1], fromMinute: 0, untilMinute: 60, zone: "Mars/Base" }] },
      "windows.0.zone",
    ],
  ])("is not %s", async (_what, over, path) => {
    const refused = await requestEntitlement(cora, wanted(over)).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "invalid" });
    expect((refused as { issues: { path: string }[] }).issues.map((issue) => issue.path)).toContain(path);
    expect(await db().entitlement.count({ where: { agentId } })).toBe(0);
  });

  it.each([
    ["critical", "standing", "2027-02-19T00:00:00Z", "90 days"],
    ["high", "standing", "2027-05-20T10:00:00Z", "180 days"],
    ["critical", "elevation", "2026-11-20T13:30:00Z", "4 hours"],
  ] as const)("lasts less for tier %s: %s until %s", async (tier, kind, expiresAt, told) => {
    await db().agent.update({ where: { id: agentId }, data: { tier } });
    await expect(requestEntitlement(cora, wanted({ kind, expiresAt }))).rejects.toMatchObject({
      issues: [{ path: "expiresAt", message: expect.stringContaining(told) }],
    });
  });

  it("is not what is granted or asked for already, even when two ask together", async () => {
    const twice = await Promise.allSettled([requestEntitlement(cora, wanted()), requestEntitlement(rita, wanted())]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [waits] = await listEntitlements(cora, agentId);
    await approveEntitlement(olga, { id: waits?.id ?? "", version: 1 });
    const part = wanted({ conditions: [...(wanted().conditions ?? []), { argument: "note", operator: "has" }] });
    await expect(requestEntitlement(cora, part)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(waits?.id ?? "-"),
    });
  });

  it("is refused for somebody else's agent and for one out of sight", async () => {
    const stranger = contextAs("owner", { id: "per_rita" });
    await expect(requestEntitlement(stranger, wanted())).rejects.toMatchObject({ code: "forbidden" });
    const elsewhere = contextAs("owner", { id: "per_rita", teamId: "tem_b" });
    await expect(requestEntitlement(elsewhere, wanted())).rejects.toMatchObject({ code: "not_found" });
  });

  it("lists what the agent's accepted tools do and take", async () => {
    const options = await grantOptions(cora, agentId);
    expect(options.servers[0]?.tools.map(({ name, action }) => [name, action])).toEqual([
      ["delete_order", "delete"],
      ["list_orders", "read"],
      ["refund", "pay"],
    ]);
    expect(options.longest).toEqual({ standingDays: 365, elevationHours: 24 });
  });
});

describe("Z8 a grant is narrowed without asking, and widened only by asking", () => {
  const part = (over: object = {}) => ({
    server: "payments",
    tool: "refund",
    actions: ["pay" as const],
    conditions: [
      { argument: "amount", operator: "lte" as const, value: 100 },
      { argument: "currency", operator: "eq" as const, value: "EUR" },
    ],
    expiresAt: "2027-01-01T00:00:00Z",
    ...over,
  });
  const reason = "No refund above 100 was ever needed.";

  it("puts the parts in its place together and keeps the approval", async () => {
    const grant = await granted();
    const { ids } = await narrowEntitlement(olga, {
      ...grant,
      into: [
        part(),
        part({ conditions: [part().conditions[0], { argument: "currency", operator: "eq", value: "CHF" }] }),
      ],
      reason,
    });
    expect(await activeIds()).toEqual(ids);
    const { chain, grant: first } = await getEntitlement(cora, ids[0] ?? "");
    expect(first).toMatchObject({ state: "active", replacesId: grant.id, approvedBy: { id: "per_olga" } });
    expect(chain.map(({ id, state }) => [id, state])).toEqual([
      [grant.id, "revoked"],
      [ids[0], "active"],
    ]);
  });

  it.each([
    ["a larger amount", { conditions: [{ argument: "amount", operator: "lte", value: 501 }] }],
    ["one condition less", { conditions: [{ argument: "amount", operator: "lte", value: 5 }] }],
    ["every tool", { tool: null }],
    ["a later end", { expiresAt: "2027-03-02T00:00:00Z" }],
  ])("refuses %s and changes nothing", async (_what, over) => {
    const grant = await granted();
    await expect(narrowEntitlement(olga, { ...grant, into: [part(), part(over)], reason })).rejects.toMatchObject({
      code: "unmet",
    });
    expect(await activeIds()).toEqual([grant.id]);
  });

  it("is done once when two do it together", async () => {
    const grant = await granted();
    const both = await Promise.allSettled([
      narrowEntitlement(olga, { ...grant, into: [part()], reason }),
      revokeEntitlement(cora, { ...grant, reason }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is refused for who has no say over the agent", async () => {
    const grant = await granted();
    const reader = contextAs("reviewer", { id: "per_rita" });
    await expect(narrowEntitlement(reader, { ...grant, into: [part()], reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(revokeEntitlement(reader, { ...grant, reason })).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      prolongEntitlement(reader, { id: grant.id, expiresAt: "2027-06-01T00:00:00Z", justification: REASON }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is prolonged by a request that takes its place once approved", async () => {
    const grant = await granted();
    const asked = await prolongEntitlement(later(cora, 60), {
      id: grant.id,
      expiresAt: "2027-06-01T00:00:00Z",
      justification: REASON,
    });
    expect(await activeIds()).toEqual([grant.id]);
    await approveEntitlement(later(olga, 61), asked);
    expect(await activeIds()).toEqual([asked.id]);
  });

  it("is prolonged to a later end only, and an elevation not at all", async () => {
    const grant = await granted();
    const same = { id: grant.id, expiresAt: "2027-03-01T00:00:00Z", justification: REASON };
    await expect(prolongEntitlement(cora, same)).rejects.toMatchObject({ code: "invalid" });
    const brief = await granted({ kind: "elevation", conditions: [], expiresAt: "2026-11-20T12:00:00Z" });
    const longer = { id: brief.id, expiresAt: "2026-11-20T20:00:00Z", justification: REASON };
    await expect(prolongEntitlement(cora, longer)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("Z2 a grant ends", () => {
  it("at once when it is revoked, and cannot end twice", async () => {
    const grant = await granted();
    const reason = "The pilot is over.";
    await revokeEntitlement(olga, { ...grant, reason });
    expect(await activeIds()).toEqual([]);
    await expect(revokeEntitlement(olga, { id: grant.id, version: 3, reason })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("by itself: read by now, and written down once by whichever worker comes first", async () => {
    const brief = await granted({ kind: "elevation", expiresAt: "2026-11-20T12:00:00Z" });
    const waits = await requestEntitlement(
      cora,
      wanted({ tool: "list_orders", actions: ["read"], conditions: [], expiresAt: "2026-11-20T12:00:00Z" }),
    );
    const [first] = await listEntitlements(later(cora, 1), agentId);
    expect(first?.state).toBe("expired");
    await Promise.all([expireEntitlements(later(cora, 1)), expireEntitlements(later(cora, 1))]);
    const told = (await eventsOf(agentId)).filter(({ type }) => type === "agent.grant_expired");
    expect(told.map(({ details }) => (details as { entitlementId: string }).entitlementId).sort()).toEqual(
      [brief.id, waits.id].sort(),
    );
    await expect(approveEntitlement(olga, waits)).rejects.toMatchObject({ code: "conflict" });
  });
});
