import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Context, ROLES, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Tier } from "@/lib/risk/terms";
import {
  draftInput,
  endCampaigns,
  itemsOf,
  launchedCampaign,
  planOf,
  seedCampaignWorld,
  seedReviewedAgent,
  seedReviewedGrant,
} from "@/lib/testing/campaigns";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import type { CampaignScope } from "../terms";
import { countScope } from "./count-scope";
import { draftCampaign } from "./draft-campaign";
import { deleteDraft, editDraft } from "./edit-draft";
import { launchCampaign } from "./launch-campaign";
import { previewLaunch } from "./preview-launch";
import { scopeOptions } from "./scope-options";

testDatabase();

let agents: Record<Tier, string>;
const grants = {} as Record<Tier, string>;
const worker: Context = systemContext("worker");
const cora = () => contextAs("compliance", { id: "per_cora", now: new Date() });
const draft = async (plan = planOf()) => (await draftCampaign(cora(), draftInput(plan))).id;
const preview = (plan = planOf(), fallbackId: string | null = "per_hana") =>
  previewLaunch(cora(), { plan: structuredClone(plan) as never, timeZone: "UTC", fallbackId });

beforeAll(async () => {
  agents = await seedCampaignWorld();
  for (const [tier, id] of Object.entries(agents)) grants[tier as Tier] = await seedReviewedGrant(id);
});
beforeEach(endCampaigns);

describe("C1 scope: which rights are looked at", () => {
  const count = async (scope: Partial<CampaignScope>) => {
    const plan = planOf({ scope });
    return (await countScope(cora(), { kinds: ["entitlement"], scope: structuredClone(plan.scope) as never })).items;
  };

  it("by team, tier, environment, provider, owner, agent and tool; all limits hold together", async () => {
    const ownerId = await newPerson("Scoped");
    const mine = await seedReviewedAgent({ ownerId, tier: "high", teamId: "tem_b" });
    await seedReviewedGrant(mine, { tool: "read_invoice", actions: ["read"] });
    await seedReviewedGrant(mine, { tool: null, actions: ["pay"] });
    const base = { ownerIds: [ownerId] };
    expect(await count(base)).toBe(2);
    expect(await count({ ...base, teamIds: ["tem_b"], tiers: ["high"], environments: ["production"] })).toBe(2);
    expect(await count({ ...base, teamIds: ["tem_a"] })).toBe(0);
    expect(await count({ ...base, tiers: ["low", "critical"] })).toBe(0);
    expect(await count({ ...base, environments: ["staging"] })).toBe(0);
    expect(await count({ ...base, providers: ["Northwind"] })).toBe(2);
    expect(await count({ ...base, providers: ["O'Reilly' or true --"] })).toBe(0);
    expect(await count({ agentIds: [mine], tools: ["Books"] })).toBe(2);
    // The grant on the whole server covers the tool as well.
    expect(await count({ agentIds: [mine], tools: ["Books/read_invoice"] })).toBe(2);
    expect(await count({ agentIds: [mine], tools: ["Books/pay_invoice"] })).toBe(1);
    expect(await count({ agentIds: [mine], tools: ["Ledger"] })).toBe(0);
  });

  it("by how long ago it was certified; and silence before counts", async () => {
    const agentId = await seedReviewedAgent();
    const grantId = await seedReviewedGrant(agentId);
    await db().certification.create({
      data: {
        ...{ kind: "entitlement", subjectId: grantId, agentId, campaignId: "cmp_former", number: 1, outcome: "none" },
        ...{ certifiedAt: new Date(Date.now() - 40 * 86_400_000), silences: 1, at: new Date() },
      },
    });
    expect(await count({ agentIds: [agentId], notCertifiedDays: 30 })).toBe(1);
    expect(await count({ agentIds: [agentId], notCertifiedDays: 60 })).toBe(0);
    const id = await launchedCampaign(planOf({ scope: { agentIds: [agentId] } }));
    const [item] = await db().campaignItem.findMany({ where: { campaignId: id } });
    expect(item?.silences).toBe(1);
    expect(item?.snapshot).toMatchObject({ certifiedAt: expect.stringMatching(/^20\d\d-.*Z$/) });
  });

  it("offers what there is, within the caller's teams", async () => {
    const all = await scopeOptions(cora());
    expect(all.teams.map(({ id }) => id)).toEqual(["tem_a", "tem_b"]);
    expect(all.tools).toContain("Books/pay_invoice");
    expect(all.providers).toContain("Northwind");
    const one = await scopeOptions(contextAs("compliance", { id: "per_cora", teamId: "tem_b" }));
    expect(one.teams.map(({ id }) => id)).toEqual(["tem_b"]);
    await expect(scopeOptions(contextAs("auditor", { id: "per_otto" }))).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("C1 exclusions: an item of its own, which nobody is asked about", () => {
  it("of an agent and of a grant, while they are active and not over", async () => {
    const [left, part] = [await seedReviewedAgent(), await seedReviewedAgent()];
    const [a, b, c] = [await seedReviewedGrant(left), await seedReviewedGrant(part), await seedReviewedGrant(part)];
    const [day, now] = [86_400_000, Date.now()];
    const made = { reason: "Frozen", requestedById: "per_cora", requestedAt: new Date() };
    await db().campaignExclusion.createMany({
      data: [
        { id: newId("cex"), targetKind: "agent", targetId: left, state: "active", until: new Date(now + day), ...made },
        {
          id: newId("cex"),
          targetKind: "entitlement",
          targetId: b,
          state: "active",
          until: new Date(now + day),
          ...made,
        },
        {
          id: newId("cex"),
          targetKind: "entitlement",
          targetId: c,
          state: "active",
          until: new Date(now - day),
          ...made,
        },
      ],
    });
    const plan = planOf({ scope: { agentIds: [left, part] } });
    expect(await preview(plan)).toMatchObject({ items: 1, excluded: 2 });
    const items = await itemsOf(await launchedCampaign(plan));
    const states = Object.fromEntries(items.map(({ subjectId, state, seat }) => [subjectId, [state, seat]]));
    expect(states).toEqual({ [a]: ["excluded", ""], [b]: ["excluded", ""], [c]: ["pending", "per_olga"] });
  });
});

describe("C1 drafts: changed and thrown away until they are launched", () => {
  it("by whoever may launch, for their teams", async () => {
    const id = await draft();
    const edited = await editDraft(cora(), { id, version: 1, changes: { name: "Another name" } });
    expect(edited).toEqual({ id, version: 2 });
    const reviewer = contextAs("reviewer", { id: "per_rita" });
    await expect(editDraft(reviewer, { id, version: 2, changes: { name: "Mine" } })).rejects.toMatchObject({
      code: "not_found",
    });
    const auditor = contextAs("auditor", { id: "per_otto" });
    await expect(deleteDraft(auditor, { id, version: 2 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(draftCampaign(auditor, draftInput(planOf()))).rejects.toMatchObject({ code: "forbidden" });
    await deleteDraft(cora(), { id, version: 2 });
    expect(await db().campaign.findUnique({ where: { id } })).toBeNull();
    expect((await eventsOf(id)).map(({ type }) => type).sort()).toEqual([
      "campaign.draft_changed",
      "campaign.draft_removed",
      "campaign.drafted",
    ]);
  });

  it("by nobody but compliance: every other role is refused, and nothing changes", async () => {
    const id = await draft();
    const plan = structuredClone(planOf()) as never;
    for (const role of ROLES.filter((one) => one !== "compliance")) {
      const ctx = contextAs(role, { id: "per_dana", now: new Date() });
      const refused = (work: Promise<unknown>) =>
        expect(work).rejects.toMatchObject({ code: expect.stringMatching(/^(forbidden|not_found)$/) });
      await refused(countScope(ctx, { kinds: ["owner"], scope: structuredClone(planOf().scope) as never }));
      await refused(previewLaunch(ctx, { plan, timeZone: "UTC", fallbackId: "per_hana" }));
      await refused(draftCampaign(ctx, draftInput(planOf())));
      await refused(editDraft(ctx, { id, version: 1, changes: { name: "Mine" } }));
      await refused(deleteDraft(ctx, { id, version: 1 }));
      await refused(launchCampaign(ctx, { id, version: 1 }));
      await refused(scopeOptions(ctx));
    }
    expect(await db().campaign.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "draft", version: 1 });
  });

  it("for one team with a role there, across teams with one for the organisation", async () => {
    const ofA = contextAs("compliance", { id: "per_cora", teamId: "tem_a", now: new Date() });
    const within = draftInput(planOf({ scope: { teamIds: ["tem_a"] } }));
    expect((await draftCampaign(ofA, within)).id).toMatch(/^cmp_/);
    for (const teamIds of [[], ["tem_b"], ["tem_a", "tem_b"]]) {
      const across = draftInput(planOf({ scope: { teamIds } }));
      await expect(draftCampaign(ofA, across)).rejects.toMatchObject({ code: "forbidden" });
      await expect(countScope(ofA, { kinds: ["owner"], scope: across.plan["scope" as never] })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    const id = await draft(planOf({ scope: { teamIds: ["tem_a"] } }));
    const widened = { plan: structuredClone(planOf()) as never };
    await expect(editDraft(ofA, { id, version: 1, changes: widened })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("not once it is launched, and of two at once one loses", async () => {
    const id = await draft();
    const tries = await Promise.allSettled([1, 2, 3].map(() => launchCampaign(cora(), { id, version: 1 })));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const lost of tries) if (lost.status === "rejected") expect(lost.reason).toMatchObject({ code: "conflict" });
    await expect(editDraft(cora(), { id, version: 2, changes: { name: "Late" } })).rejects.toMatchObject({
      code: "unmet",
    });
    await expect(deleteDraft(cora(), { id, version: 2 })).rejects.toMatchObject({ code: "unmet" });
  });

  it("only with people who are here, and no second campaign of one occurrence", async () => {
    await expect(draftCampaign(cora(), draftInput(planOf(), { fallbackId: "per_gone" }))).rejects.toMatchObject({
      code: "invalid",
      issues: [expect.objectContaining({ path: "fallbackId" })],
    });
    const named = planOf({ stages: [{ reviewer: "person", personId: "per_gone" }] });
    await expect(draftCampaign(cora(), draftInput(named))).rejects.toMatchObject({
      issues: [expect.objectContaining({ path: "plan.stages.0.personId" })],
    });
    const scheduled = { ...draftInput(planOf()), kind: "scheduled" as const, occurrence: new Date() };
    await expect(draftCampaign(cora(), scheduled)).rejects.toMatchObject({ code: "forbidden" });
    const definitionId = newId("cdf");
    await db().campaignDefinition.create({
      data: { id: definitionId, name: "Quarterly", plan: {}, createdAt: new Date() },
    });
    await draftCampaign(worker, { ...scheduled, definitionId });
    await expect(draftCampaign(worker, { ...scheduled, definitionId })).rejects.toMatchObject({ code: "conflict" });
  });

  it("a second silence in a row is never keep, and what a tier does not offer cannot be chosen", async () => {
    const { silence } = planOf().rules;
    for (const [tier, chosen] of [
      ["low", { first: "keep", second: "keep" }],
      ["moderate", { first: "keep", second: "suspend" }],
      ["high", { first: "escalate", second: "suspend" }],
      ["critical", { first: "suspend", second: "suspend_and_alert" }],
    ] as const) {
      const plan = planOf({ rules: { silence: { ...silence, [tier]: chosen } } });
      await expect(draftCampaign(cora(), draftInput(plan))).rejects.toMatchObject({ code: "invalid" });
    }
  });
});

async function newPerson(name: string): Promise<string> {
  const id = newId("per");
  await db().person.create({ data: { id, email: `${id}@example.test`, name } });
  return id;
}
