import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { grantsUnderReview } from "@/lib/testing/campaign-votes";
import { draftInput, planOf, seedCampaignWorld } from "@/lib/testing/campaigns";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import * as campaigns from "../index";

testDatabase();

let id = "";
let agentId = "";
const cora = (): Context => contextAs("compliance", { id: "per_cora", now: new Date() });
const reason = "because it is tested";
const digest = "0".repeat(64);

beforeAll(async () => {
  await seedCampaignWorld();
  ({ campaignId: id, agentId } = await grantsUnderReview());
});

/** Verbs that take a number or a version, with it in that place; what is no number is sent all the same, as an attacker would. */
const NUMBERED: Record<string, (given: never) => Promise<unknown>> = {
  decideItem: (given) => campaigns.decideItem(cora(), { ...vote(), number: given }),
  "decideItem version": (given) => campaigns.decideItem(cora(), { ...vote(), version: given }),
  "decideItem dwell": (given) => campaigns.decideItem(cora(), { ...vote(), dwellMillis: given }),
  correctDecision: (given) => campaigns.correctDecision(cora(), { ...vote(), text: reason, number: given }),
  decideBulk: (given) =>
    campaigns.decideBulk(cora(), { campaignId: id, numbers: [given], decision: "revoke", reason: "unused" }),
  reassignItem: (given) =>
    campaigns.reassignItem(cora(), { campaignId: id, number: given, version: 1, toPersonId: "per_ana", note: reason }),
  "reassignItem version": (given) =>
    campaigns.reassignItem(cora(), { campaignId: id, number: 1, version: given, toPersonId: "per_ana", note: reason }),
  readItem: (given) => campaigns.readItem(cora(), { campaignId: id, number: given }),
  nextItem: (given) => campaigns.nextItem(cora(), { campaignId: id, after: given }),
  "listReview after": (given) => campaigns.listReview(cora(), { campaignId: id, after: given }),
  "listReview size": (given) => campaigns.listReview(cora(), { campaignId: id, size: given }),
  "listItems after": (given) => campaigns.listItems(cora(), { campaignId: id, after: given }),
  "listItems size": (given) => campaigns.listItems(cora(), { campaignId: id, size: given }),
  "listItems stage": (given) => campaigns.listItems(cora(), { campaignId: id, stage: given }),
  "listRemediations after": (given) => campaigns.listRemediations(cora(), { campaignId: id, after: given }),
  "listRemediations wave": (given) => campaigns.listRemediations(cora(), { campaignId: id, wave: given }),
  undoRemediation: (given) => campaigns.undoRemediation(cora(), { campaignId: id, number: given, reason }),
  withdrawRemediation: (given) => campaigns.withdrawRemediation(cora(), { campaignId: id, number: given, reason }),
  askClose: (given) => campaigns.askClose(cora(), { id, version: given, digest }),
  confirmClose: (given) => campaigns.confirmClose(cora(), { id, version: given, digest }),
  withdrawClose: (given) => campaigns.withdrawClose(cora(), { id, version: given }),
  finishCampaign: (given) => campaigns.finishCampaign(cora(), { id, version: given }),
  settleTask: (given) => campaigns.settleTask(cora(), { id: "ctk_1", version: given, note: reason }),
  launchCampaign: (given) => campaigns.launchCampaign(cora(), { id, version: given }),
  editDraft: (given) => campaigns.editDraft(cora(), { id, version: given, changes: {} }),
  deleteDraft: (given) => campaigns.deleteDraft(cora(), { id, version: given }),
  pauseCampaign: (given) => campaigns.pauseCampaign(cora(), { id, version: given, reason: "" as string }),
  resumeCampaign: (given) => campaigns.resumeCampaign(cora(), { id, version: given }),
  beginExceptionsSigning: (given) =>
    campaigns.beginExceptionsSigning(cora(), {
      campaignId: id,
      exceptions: [{ number: given, reason, controls: "", until: "2027-01-01T00:00:00Z" }],
    }),
  editDefinition: (given) => campaigns.editDefinition(cora(), { id: "cdf_1", version: given, changes: {} }),
  decideExclusion: (given) =>
    campaigns.decideExclusion(cora(), { id: "cex_1", version: given, answer: "approve", reason }),
  "days of a stage": (given) =>
    campaigns.previewLaunch(cora(), {
      ...{ plan: draftInput(planOf({ stages: [{ reviewer: "owner", days: given }] })).plan, timeZone: "UTC" },
      fallbackId: "per_hana",
    }),
  "count of dates": async (given) =>
    campaigns.previewSchedule(cora(), { rule: "FREQ=DAILY", timeZone: "UTC", count: given }),
  searchPast: (given) => campaigns.searchPast(cora(), { size: given }),
};
const vote = () => ({
  ...{ campaignId: id, number: 1, version: 1, digest, decision: "keep" as const, reason: "used_regularly" },
  ...{ dwellMillis: 1, recommended: "look" as const },
});
const NUMBERS = [-1, 0, 0.5, 2 ** 31, 2 ** 53 - 1, 1e308, Number.NaN, Number.POSITIVE_INFINITY, "1", null, [], {}];

/** Verbs that are given an id as it stands in an address, or words. */
const NAMED: Record<string, (given: string) => Promise<unknown>> = {
  getCampaign: (given) => campaigns.getCampaign(cora(), given),
  readProgress: (given) => campaigns.readProgress(cora(), given),
  readLongWork: (given) => campaigns.readLongWork(cora(), given),
  listReminders: (given) => campaigns.listReminders(cora(), given),
  listOutside: (given) => campaigns.listOutside(cora(), given),
  listIntegrity: (given) => campaigns.listIntegrity(cora(), given),
  listWaves: (given) => campaigns.listWaves(cora(), given),
  previewClose: (given) => campaigns.previewClose(cora(), given),
  readFinish: (given) => campaigns.readFinish(cora(), given),
  listPacks: (given) => campaigns.listPacks(cora(), given),
  askPack: (given) => campaigns.askPack(cora(), { campaignId: given }),
  openPack: (given) => campaigns.openPack(cora(), given),
  getDefinition: (given) => campaigns.getDefinition(cora(), given),
  exportOpenItems: async (given) => (await campaigns.exportOpenItems(cora(), given).next()).value,
  previewSignOff: (given) => campaigns.previewSignOff(cora(), { campaignId: given }),
  signOff: (given) => campaigns.signOff(cora(), { campaignId: given }),
  agentReviews: (given) => campaigns.agentReviews(cora(), given),
  certificationOf: (given) => campaigns.certificationOf(cora(), [given]),
  listTasks: (given) => campaigns.listTasks(cora(), { campaignId: given }),
  searchPast: (given) => campaigns.searchPast(cora(), { q: given }),
  "a seat": (given) => campaigns.listItems(cora(), { campaignId: id, seat: given }),
  "a provider": (given) =>
    campaigns.countScope(cora(), { kinds: ["entitlement"], scope: { ...planOf().scope, providers: [given] } as never }),
  "a tool": (given) =>
    campaigns.countScope(cora(), { kinds: ["entitlement"], scope: { ...planOf().scope, tools: [given] } as never }),
  "the zone of a schedule": async (given) => campaigns.previewSchedule(cora(), { rule: "FREQ=DAILY", timeZone: given }),
  "the rule of a schedule": async (given) => campaigns.previewSchedule(cora(), { rule: given, timeZone: "UTC" }),
  "an excluded agent": (given) =>
    campaigns.requestExclusion(cora(), {
      ...{ targetKind: "agent", targetId: `agt_${given}`, reason },
      until: new Date(Date.now() + 86_400_000),
    }),
  "the reason of an exclusion": (given) =>
    campaigns.requestExclusion(cora(), {
      ...{ targetKind: "agent", targetId: agentId, reason: given },
      until: new Date(Date.now() + 86_400_000),
    }),
  "a definition of a draft": (given) =>
    campaigns.draftCampaign(cora(), { ...draftInput(planOf()), definitionId: given }),
  "the name of a draft": (given) => campaigns.draftCampaign(cora(), { ...draftInput(planOf()), name: given }),
  "the note of an anomaly": (given) => campaigns.noteAnomaly(cora(), { agentId, note: given }),
  "the words of a decision": (given) => campaigns.decideItem(cora(), { ...vote(), reason: "other", text: given }),
  "the reason of a decision": (given) => campaigns.decideItem(cora(), { ...vote(), reason: given }),
};
const WORDS = [
  "",
  "\u0000",
  "cmp_\u0000",
  "cdf_nobody",
  "cmp_nobody",
  "..",
  "'; drop table campaigns; --",
  "\ud800 alone, and long enough",
  "\u202egnol hguone dna ,sdrawkcab\u202c",
  "a".repeat(1_000_000),
];

/** What came of it: done, or refused with a sentence for people; anything else is a fault of the verb. */
async function cameOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return "answered";
  } catch (error) {
    return isCountersignError(error) ? "answered" : String(error);
  }
}

describe("C1-C8 hostile input is refused in words, and never a fault", () => {
  it.each(Object.entries(NUMBERED))("%s: negative, huge, and no numbers", async (_name, call) => {
    for (const number of NUMBERS) {
      expect([number, await cameOf(() => call(number as never))]).toEqual([number, "answered"]);
    }
  });

  it.each(Object.entries(NAMED))("%s: empty, NUL, backwards, half a character, a million", async (_name, call) => {
    for (const word of WORDS) {
      expect([word.slice(0, 40), await cameOf(() => call(word))]).toEqual([word.slice(0, 40), "answered"]);
    }
  });
});
