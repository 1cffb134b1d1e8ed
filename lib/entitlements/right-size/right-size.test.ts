import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createAgent } from "@/lib/agents";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { equip } from "@/lib/testing/equip";
import { completeAgent, seedOrganisation } from "@/lib/testing/inventory";
import {
  approveEntitlement,
  entitlementFacets,
  getEntitlement,
  narrowEntitlement,
  previewNarrowing,
  requestEntitlement,
  rightSize,
  searchEntitlements,
} from "..";
import type { Extent } from "../narrower";
import { isNarrower, valuesOf } from "../rules";
import type { ShapeInput } from "../schema";
import type { ShapeView } from "../views";
import { brokenBy, proposalFor, type UsedCall } from "./propose";

testDatabase();

const NOW = new Date("2026-11-20T09:00:00Z");
const DAY = 86_400_000;
const cora = contextAs("compliance", { id: "per_cora" });
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
const REASON = "Refunds of small orders are handled by the agent.";

const grant: Extent = {
  server: "payments",
  tool: null,
  resourceId: null,
  actions: ["read", "write", "pay"],
  conditions: [],
  windows: [],
  startsAt: null,
  expiresAt: NOW.getTime() + 90 * DAY,
};
const call = (tool: string, action: UsedCall["action"], args: object, at = NOW): UsedCall => ({
  id: newId("dec"),
  at,
  tool,
  action,
  resourceIds: [],
  values: valuesOf(args as never),
});
const refunds = (...amounts: number[]) =>
  amounts.map((amount, index) =>
    call("refund", "pay", { amount, currency: index % 2 ? "EUR" : "CHF", note: `Order ${index}` }),
  );

describe("Z8 the exact narrower grant", () => {
  it("is nothing where nothing was used", () => {
    expect(proposalFor(grant, [], "in 90 days")).toMatchObject({ kind: "unused", into: [] });
  });

  it("names the tools that were called, each with the bounds that were kept", () => {
    const calls = [...refunds(10, 20, 30, 40.5, 12), call("list_orders", "read", {})];
    expect(proposalFor(grant, calls, "in 90 days")).toMatchObject({
      kind: "tools",
      because: "Of the whole server only 2 tools were called in 90 days.",
      into: [
        { tool: "list_orders", actions: ["read"], conditions: [] },
        {
          tool: "refund",
          actions: ["pay"],
          conditions: [
            { argument: "amount", operator: "lte", value: 40.5 },
            { argument: "currency", operator: "in", value: ["CHF", "EUR"] },
          ],
        },
      ],
    });
  });

  it("tightens a limit that is far from what was needed, and keeps what else was agreed to", () => {
    const narrow = {
      ...grant,
      tool: "refund",
      actions: ["pay"] as const,
      conditions: [
        { argument: "amount", operator: "lte" as const, value: 500 },
        { argument: "note", operator: "has" as const },
      ],
    };
    expect(proposalFor(narrow, refunds(10, 20, 30, 40.5, 12), "")?.into[0]?.conditions).toEqual([
      { argument: "note", operator: "has" },
      { argument: "amount", operator: "lte", value: 40.5 },
      { argument: "currency", operator: "in", value: ["CHF", "EUR"] },
    ]);
  });

  it("draws no bound from four calls, and offers nothing where a grant fits", () => {
    const fits = { ...grant, tool: "refund", actions: ["pay"] as const };
    expect(proposalFor(fits, refunds(10, 20, 30, 40), "")).toBeNull();
    expect(proposalFor({ ...fits, actions: ["write", "pay"] }, refunds(10, 20), "")).toMatchObject({
      kind: "actions",
      into: [{ actions: ["pay"] }],
    });
  });

  it("is always a part of the grant, and never breaks what it was drawn from", () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>("EUR", "CHF", "a@firm.example", "", true, null),
      fc.double({ noNaN: true }),
      fc.integer({ min: -10, max: 1_000 }),
      fc.array(fc.constantFrom("x", "y"), { maxLength: 2 }),
    );
    const used = fc.record({
      tool: fc.constantFrom("refund", "charge", "list"),
      action: fc.constantFrom("read" as const, "write" as const, "pay" as const),
      args: fc.dictionary(fc.constantFrom("amount", "currency", "to"), value),
    });
    fc.assert(
      fc.property(fc.array(used, { minLength: 1, maxLength: 12 }), fc.constantFrom(null, "refund"), (made, tool) => {
        const calls = made.map(({ tool: own, action, args }) => call(tool ?? own, action, args));
        const proposed = proposalFor({ ...grant, tool }, calls, "");
        for (const part of proposed?.into ?? []) expect(isNarrower(part, { ...grant, tool })).toBe(true);
        if (proposed) expect(brokenBy(proposed.into, calls)).toMatchObject({ of: calls.length, broken: 0 });
      }),
      { numRuns: 2_000 },
    );
  });

  it("says which recorded calls a closer one would have broken, and why", () => {
    const limit = {
      ...grant,
      tool: "refund",
      conditions: [{ argument: "amount", operator: "lte" as const, value: 25 }],
    };
    expect(brokenBy([limit], refunds(10, 20, 30))).toMatchObject({
      of: 3,
      broken: 1,
      examples: [{ tool: "refund", because: "Its amount did not meet the condition." }],
    });
    const hours = { ...grant, windows: [{ days: [1], fromMinute: 0, untilMinute: 60, zone: "UTC" }] };
    expect(brokenBy([hours], refunds(1)).examples[0]?.because).toBe("It was outside of those hours.");
  });
});

const bare = ({ resource, ...shape }: ShapeView): ShapeInput =>
  ({ ...shape, resourceId: resource?.id ?? null }) as unknown as ShapeInput;

describe("Z8 right-sizing by what is recorded", () => {
  let agentId: string;
  let wide: string;
  let idle: string;

  beforeAll(async () => {
    await seedOrganisation();
    agentId = (await createAgent(cora, completeAgent({}))).id;
    await db().agent.update({ where: { id: agentId }, data: { status: "active", tier: "low", ownerId: "per_olga" } });
    await equip(
      agentId,
      [
        { name: "refund", effect: "write", capabilities: ["pay"] },
        { name: "list_orders" },
        { name: "delete_order", effect: "destructive", capabilities: ["delete"] },
      ],
      { name: "payments" },
    );
    const ago = { ...cora, now: new Date(NOW.getTime() - 120 * DAY) };
    const owner = { ...olga, now: ago.now };
    const ask = { agentId, server: "payments", expiresAt: "2027-02-01T00:00:00Z", justification: REASON };
    const first = await requestEntitlement(ago, { ...ask, tool: "delete_order", actions: ["delete"] });
    await approveEntitlement(owner, first);
    const second = await requestEntitlement(ago, { ...ask, tool: null, actions: ["read", "write", "delete", "pay"] });
    await approveEntitlement(owner, second);
    idle = first.id;
    wide = second.id;
    const calls = [10, 20, 30, 40, 50, 60].map((amount, index) => ({
      id: newId("dec"),
      at: new Date(NOW.getTime() - (index + 1) * DAY),
      agentId,
      callerKind: "agent",
      callerId: agentId,
      server: "payments",
      tool: "refund",
      action: "pay",
      outcome: "allow",
      reason: "granted",
      request: { call: { arguments: { amount, currency: "EUR" } } },
      answer: {},
      contextDigest: "",
      entitlementIds: [wide],
      policies: [],
      durationMicros: 20,
      snapshot: 1n,
      correlationId: newId("req"),
      eventId: newId("evt"),
    }));
    await db().decision.createMany({ data: calls });
  });

  it("offers the narrower grants, which can be taken as they stand", async () => {
    const report = await rightSize(cora, { agentId, days: 90 });
    expect(
      report.rows.map(({ grant: { id }, proposal: { kind, wouldBreak } }) => [id, kind, wouldBreak.broken]),
    ).toEqual([
      [wide, "tools", 0],
      [idle, "unused", 0],
    ]);
    const [offer] = report.rows;
    expect(offer?.proposal.into).toMatchObject([
      { tool: "refund", actions: ["pay"], conditions: [{ argument: "amount", value: 60 }, { argument: "currency" }] },
    ]);
    const into = (offer?.proposal.into ?? []).map(bare);
    const tighter = { ...into[0], conditions: [{ argument: "amount", operator: "lte", value: 35 }] } as ShapeInput;
    expect(await previewNarrowing(cora, { id: wide, into: [tighter] })).toMatchObject({
      ability: { allowed: true },
      wouldBreak: { of: 6, broken: 3 },
    });
    const { ids } = await narrowEntitlement(olga, {
      id: wide,
      version: 2,
      into,
      reason: "Only refunds were ever made.",
    });
    expect((await getEntitlement(cora, ids[0] ?? "")).chain).toHaveLength(2);
  });

  it("leaves alone what is younger than the time looked at", async () => {
    const report = await rightSize(cora, { days: 180 });
    expect(report.rows.map(({ grant: { id } }) => id)).not.toContain(idle);
  });

  it("finds what is unused in the register, page by page, and shows nothing of another team", async () => {
    const unused = await searchEntitlements(cora, { attention: ["unused"] });
    expect(unused.rows.map(({ id }) => id)).toEqual([idle]);
    const seen: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await searchEntitlements(cora, { limit: 1, cursor, sort: "agent", dir: "asc" });
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
      if (!cursor) break;
    }
    expect(new Set(seen).size).toBe(3);
    expect(seen).toHaveLength(3);
    const facets = await entitlementFacets(cora, {});
    expect(facets.state.map(({ value, count }) => [value, count])).toEqual([
      ["requested", 0],
      ["active", 2],
      ["suspended", 0],
      ["rejected", 0],
      ["revoked", 1],
      ["expired", 0],
    ]);
    const elsewhere = contextAs("owner", { id: "per_rita", teamId: "tem_b" });
    expect((await searchEntitlements(elsewhere, {})).rows).toEqual([]);
    expect((await rightSize(elsewhere, {})).rows).toEqual([]);
    await expect(rightSize(elsewhere, { agentId })).rejects.toMatchObject({ code: "not_found" });
    await expect(searchEntitlements(cora, { cursor: "e30" })).rejects.toMatchObject({ code: "invalid" });
  });
});
