import { beforeAll, describe, expect, it } from "vitest";
import { type Context, contextFor, type Role } from "@/lib/context";
import { db } from "@/lib/db";
import { isCountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { grantsUnderReview } from "@/lib/testing/campaign-votes";
import { draftInput, launchedCampaign, planOf, seedCampaignWorld, seedReviewedAgent } from "@/lib/testing/campaigns";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import * as campaigns from "../index";

testDatabase();

const reason = "because it is tested";
const digest = "0".repeat(64);
const until = "2027-06-01T00:00:00Z";
const asOf = (role: Role, id: string, teamId: string | null = null): Context =>
  contextAs(role, { id, teamId, now: new Date() });

let across = "";
let ofTeam = "";
let draft = "";
let task = "";
let pack = "";

beforeAll(async () => {
  await seedCampaignWorld();
  across = (await grantsUnderReview({ agent: { tier: "low" } })).campaignId;
  const agentId = await seedReviewedAgent({ tier: "low" });
  ofTeam = await launchedCampaign(planOf({ kinds: ["purpose"], scope: { agentIds: [agentId], teamIds: ["tem_a"] } }));
  draft = (await campaigns.draftCampaign(asOf("compliance", "per_cora"), draftInput(planOf()))).id;
  task = newId("ctk");
  const due = { dueAt: new Date(), createdAt: new Date() };
  await db().campaignTask.create({
    data: { id: task, campaignId: across, number: 1, kind: "conflict", content: {}, ...due },
  });
  pack = (await campaigns.askPack(asOf("compliance", "per_cora"), { campaignId: across })).id;
});

interface Ids {
  campaign: string;
  draft: string;
  task: string;
  pack: string;
}

const nowhere = (): Ids => ({ campaign: newId("cmp"), draft: newId("cmp"), task: newId("ctk"), pack: newId("cpk") });

/** Every verb that is given the id of something that campaigns own. */
const VERBS: Record<string, (ctx: Context, ids: Ids) => Promise<unknown>> = {
  readItem: (ctx, { campaign }) => campaigns.readItem(ctx, { campaignId: campaign, number: 1 }),
  nextItem: (ctx, { campaign }) => campaigns.nextItem(ctx, { campaignId: campaign }),
  listReview: (ctx, { campaign }) => campaigns.listReview(ctx, { campaignId: campaign }),
  previewSignOff: (ctx, { campaign }) => campaigns.previewSignOff(ctx, { campaignId: campaign }),
  signOff: (ctx, { campaign }) => campaigns.signOff(ctx, { campaignId: campaign }),
  decideItem: (ctx, { campaign }) => campaigns.decideItem(ctx, vote(campaign)),
  correctDecision: (ctx, { campaign }) => campaigns.correctDecision(ctx, { ...vote(campaign), text: reason }),
  decideBulk: (ctx, { campaign }) =>
    campaigns.decideBulk(ctx, { campaignId: campaign, numbers: [1], decision: "revoke", reason: "unused" }),
  reassignItem: (ctx, { campaign }) =>
    campaigns.reassignItem(ctx, { campaignId: campaign, number: 1, version: 1, toPersonId: "per_ana", note: reason }),
  getCampaign: (ctx, { campaign }) => campaigns.getCampaign(ctx, campaign),
  readProgress: (ctx, { campaign }) => campaigns.readProgress(ctx, campaign),
  readLongWork: (ctx, { campaign }) => campaigns.readLongWork(ctx, campaign),
  listItems: (ctx, { campaign }) => campaigns.listItems(ctx, { campaignId: campaign }),
  listReminders: (ctx, { campaign }) => campaigns.listReminders(ctx, campaign),
  listOutside: (ctx, { campaign }) => campaigns.listOutside(ctx, campaign),
  listIntegrity: (ctx, { campaign }) => campaigns.listIntegrity(ctx, campaign),
  listWaves: (ctx, { campaign }) => campaigns.listWaves(ctx, campaign),
  listRemediations: (ctx, { campaign }) => campaigns.listRemediations(ctx, { campaignId: campaign }),
  previewClose: (ctx, { campaign }) => campaigns.previewClose(ctx, campaign),
  askClose: (ctx, { campaign }) => campaigns.askClose(ctx, { id: campaign, version: 1, digest }),
  confirmClose: (ctx, { campaign }) => campaigns.confirmClose(ctx, { id: campaign, version: 1, digest }),
  withdrawClose: (ctx, { campaign }) => campaigns.withdrawClose(ctx, { id: campaign, version: 1 }),
  undoRemediation: (ctx, { campaign }) => campaigns.undoRemediation(ctx, { campaignId: campaign, number: 1, reason }),
  withdrawRemediation: (ctx, { campaign }) =>
    campaigns.withdrawRemediation(ctx, { campaignId: campaign, wave: 0, reason }),
  readFinish: (ctx, { campaign }) => campaigns.readFinish(ctx, campaign),
  finishCampaign: (ctx, { campaign }) => campaigns.finishCampaign(ctx, { id: campaign, version: 1 }),
  beginExceptionsSigning: (ctx, { campaign }) => campaigns.beginExceptionsSigning(ctx, exceptions(campaign)),
  signExceptions: (ctx, { campaign }) => campaigns.signExceptions(ctx, { ...exceptions(campaign), assertion: null }),
  pauseCampaign: (ctx, { campaign }) => campaigns.pauseCampaign(ctx, { id: campaign, version: 1, reason }),
  resumeCampaign: (ctx, { campaign }) => campaigns.resumeCampaign(ctx, { id: campaign, version: 1 }),
  cancelCampaign: (ctx, { campaign }) => campaigns.cancelCampaign(ctx, { id: campaign, version: 1, reason }),
  exportOpenItems: (ctx, { campaign }) => campaigns.exportOpenItems(ctx, campaign).next(),
  askPack: (ctx, { campaign }) => campaigns.askPack(ctx, { campaignId: campaign }),
  listPacks: (ctx, { campaign }) => campaigns.listPacks(ctx, campaign),
  openPack: (ctx, ids) => campaigns.openPack(ctx, ids.pack),
  settleTask: (ctx, ids) => campaigns.settleTask(ctx, { id: ids.task, version: 1, note: reason, decision: "keep" }),
  editDraft: (ctx, ids) => campaigns.editDraft(ctx, { id: ids.draft, version: 1, changes: { name: "Mine" } }),
  deleteDraft: (ctx, ids) => campaigns.deleteDraft(ctx, { id: ids.draft, version: 1 }),
  launchCampaign: (ctx, ids) => campaigns.launchCampaign(ctx, { id: ids.draft, version: 1 }),
};
const vote = (campaignId: string) => ({
  ...{ campaignId, number: 1, version: 1, digest, decision: "revoke" as const, reason: "unused" },
  ...{ dwellMillis: 1, recommended: "look" as const },
});
const exceptions = (campaignId: string) => ({
  campaignId,
  exceptions: [{ number: 1, reason, controls: "", until }],
});

/** People for whom a campaign across teams does not exist: nobody asks them, and they read none there. */
const STRANGERS: [string, () => Context][] = [
  ["an owner who is not asked", () => asOf("owner", "per_sven")],
  ["a reviewer in no group", () => asOf("reviewer", "per_dana")],
  ["the administrator", () => asOf("admin", "per_adam")],
  ["compliance of one team", () => asOf("compliance", "per_pete", "tem_a")],
];

const refusalOf = async (call: Promise<unknown>) =>
  call.then(
    (answer) => ({ answer }),
    (error: unknown) => (isCountersignError(error) ? { code: error.code, message: error.message } : { error }),
  );

describe("C5 what is somebody else's does not exist: every verb answers as for an id that is none", () => {
  it.each(STRANGERS)("%s", async (_who, of) => {
    const here = { campaign: across, draft, task, pack };
    for (const [verb, call] of Object.entries(VERBS)) {
      const [foreign, none] = [await refusalOf(call(of(), here)), await refusalOf(call(of(), nowhere()))];
      expect({ verb, ...foreign }).toMatchObject({ verb, code: "not_found" });
      expect({ verb, ...foreign }).toEqual({ verb, ...none });
    }
  });

  it("a campaign of one team, for compliance of another", async () => {
    const here = { ...nowhere(), campaign: ofTeam };
    for (const [verb, call] of Object.entries(VERBS)) {
      const foreign = await refusalOf(call(asOf("compliance", "per_pete", "tem_b"), here));
      expect({ verb, ...foreign }).toMatchObject({ verb, code: "not_found" });
    }
  });

  it("lists of it are empty, and its deadlines are in nobody else's calendar", async () => {
    const owner = asOf("owner", "per_sven");
    expect(await campaigns.listMyReviews(owner)).toEqual([]);
    expect(await campaigns.listTasks(owner, { campaignId: across })).toEqual([]);
    expect(await campaigns.listTasks(asOf("compliance", "per_pete", "tem_b"))).toEqual([]);
    expect(await campaigns.calendarFor(owner)).not.toContain("BEGIN:VEVENT");
    expect(await campaigns.calendarFor(asOf("owner", "per_olga"))).toContain("BEGIN:VEVENT");
    const machine = contextFor({ kind: "apiKey", id: "key_1", grants: [{ role: "compliance", teamId: null }] });
    await expect(campaigns.calendarFor(machine)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("C1 compliance of one team launches for that team alone", () => {
  const pete = () => asOf("compliance", "per_pete", "tem_a");

  it.each<[string, string[]]>([
    ["across teams", []],
    ["for another team", ["tem_b"]],
    ["for two teams, one of them their own", ["tem_a", "tem_b"]],
  ])("not %s", async (_what, teamIds) => {
    const plan = planOf({ scope: { teamIds } });
    const { kinds, scope } = draftInput(plan).plan;
    const { id } = await campaigns.draftCampaign(pete(), draftInput(planOf({ scope: { teamIds: ["tem_a"] } })));
    const input = { ...draftInput(plan), schedule: null };
    for (const call of [
      () => campaigns.countScope(pete(), { kinds, scope }),
      () => campaigns.previewLaunch(pete(), { plan: input.plan, timeZone: "UTC", fallbackId: "per_hana" }),
      () => campaigns.draftCampaign(pete(), draftInput(plan)),
      () => campaigns.createDefinition(pete(), input),
      () => campaigns.editDraft(pete(), { id, version: 1, changes: { plan: input.plan } }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("nor by the definition of somebody else's campaigns", async () => {
    const input = { ...draftInput(planOf()), schedule: null };
    const { id: definitionId } = await campaigns.createDefinition(asOf("compliance", "per_cora"), input);
    const mine = draftInput(planOf({ scope: { teamIds: ["tem_a"] } }));
    await expect(campaigns.draftCampaign(pete(), { ...mine, definitionId })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
