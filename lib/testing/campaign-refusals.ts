import * as campaigns from "@/lib/campaigns";
import { type Context, ROLES, type Role } from "@/lib/context";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { draftInput, planOf } from "./campaigns";

/** Who must be refused, organisation-wide and for what is not their own. By hand. */
interface CampaignCase {
  call: (ctx: Context) => Promise<unknown>;
  refused: readonly Role[];
  /** For whom it is not there at all. */
  hidden?: readonly Role[];
}

const CAMPAIGN = newId("cmp");
const DRAFT = newId("cmp");
const DEFINITION = newId("cdf");
const EXCLUSION = newId("cex");
const TASK = newId("ctk");
const PACK = newId("cpk");
const reason = "because it is tested";
const digest = "0".repeat(64);
const seen = { id: CAMPAIGN, version: 1 };
const drafted = { id: DRAFT, version: 1 };
const defined = { id: DEFINITION, version: 1 };
const left = { id: EXCLUSION, version: 1 };
const item = { campaignId: CAMPAIGN, number: 1 };
const undo = { ...item, reason };
const vote = {
  ...{ ...item, version: 1, digest, decision: "revoke" as const, reason: "unused" },
  ...{ dwellMillis: 1, recommended: "look" as const },
};
const exceptions = {
  campaignId: CAMPAIGN,
  exceptions: [{ number: 1, reason, controls: "", until: "2027-01-01T00:00:00Z" }],
};
const input = () => draftInput(planOf(), { fallbackId: "per_hana" });
const tomorrow = (ctx: Context) => new Date(ctx.now.getTime() + 86_400_000);
const but = (...permitted: Role[]) => ROLES.filter((role) => !permitted.includes(role));

/** Nobody of these reads campaigns: whoever is not asked anything knows of none. */
const STRANGERS = but("compliance", "ciso", "auditor");
const READERS = ["ciso", "auditor"] as const;

/** Every verb of recertification that a role lets in or keeps out; those that go by a seat are for who sits in it alone. */
export const CAMPAIGN_CASES: Record<string, CampaignCase> = {
  draftCampaign: { call: (ctx) => campaigns.draftCampaign(ctx, input()), refused: but("compliance") },
  countScope: {
    call: (ctx) => campaigns.countScope(ctx, { kinds: ["purpose"], scope: JSON.parse(JSON.stringify(planOf().scope)) }),
    refused: but("compliance"),
  },
  previewLaunch: {
    call: (ctx) => campaigns.previewLaunch(ctx, { plan: input().plan, timeZone: "UTC", fallbackId: null }),
    refused: but("compliance"),
  },
  scopeOptions: { call: (ctx) => campaigns.scopeOptions(ctx), refused: but("compliance") },
  editDraft: {
    call: (ctx) => campaigns.editDraft(ctx, { ...drafted, changes: { name: "Mine" } }),
    refused: READERS,
    hidden: STRANGERS,
  },
  deleteDraft: { call: (ctx) => campaigns.deleteDraft(ctx, drafted), refused: READERS, hidden: STRANGERS },
  launchCampaign: { call: (ctx) => campaigns.launchCampaign(ctx, drafted), refused: READERS, hidden: STRANGERS },
  pauseCampaign: {
    call: (ctx) => campaigns.pauseCampaign(ctx, { ...seen, reason }),
    refused: READERS,
    hidden: STRANGERS,
  },
  resumeCampaign: { call: (ctx) => campaigns.resumeCampaign(ctx, seen), refused: READERS, hidden: STRANGERS },
  cancelCampaign: {
    call: (ctx) => campaigns.cancelCampaign(ctx, { ...seen, reason }),
    refused: READERS,
    hidden: STRANGERS,
  },
  listCampaigns: { call: (ctx) => campaigns.listCampaigns(ctx), refused: STRANGERS },
  searchPast: { call: (ctx) => campaigns.searchPast(ctx), refused: STRANGERS },
  getCampaign: { call: (ctx) => campaigns.getCampaign(ctx, CAMPAIGN), refused: [], hidden: STRANGERS },
  readProgress: { call: (ctx) => campaigns.readProgress(ctx, CAMPAIGN), refused: [], hidden: STRANGERS },
  readLongWork: { call: (ctx) => campaigns.readLongWork(ctx, CAMPAIGN), refused: [], hidden: STRANGERS },
  listItems: { call: (ctx) => campaigns.listItems(ctx, { campaignId: CAMPAIGN }), refused: [], hidden: STRANGERS },
  listReminders: { call: (ctx) => campaigns.listReminders(ctx, CAMPAIGN), refused: [], hidden: STRANGERS },
  listOutside: { call: (ctx) => campaigns.listOutside(ctx, CAMPAIGN), refused: [], hidden: STRANGERS },
  listIntegrity: { call: (ctx) => campaigns.listIntegrity(ctx, CAMPAIGN), refused: [], hidden: STRANGERS },
  listWaves: { call: (ctx) => campaigns.listWaves(ctx, CAMPAIGN), refused: [], hidden: STRANGERS },
  listRemediations: {
    call: (ctx) => campaigns.listRemediations(ctx, { campaignId: CAMPAIGN }),
    refused: [],
    hidden: STRANGERS,
  },
  // Somebody else is asked: readers may look, and answer nothing.
  readItem: { call: (ctx) => campaigns.readItem(ctx, item), refused: [], hidden: STRANGERS },
  nextItem: { call: (ctx) => campaigns.nextItem(ctx, { campaignId: CAMPAIGN }), refused: [], hidden: STRANGERS },
  listReview: { call: (ctx) => campaigns.listReview(ctx, { campaignId: CAMPAIGN }), refused: [], hidden: STRANGERS },
  previewSignOff: {
    call: (ctx) => campaigns.previewSignOff(ctx, { campaignId: CAMPAIGN }),
    refused: [],
    hidden: STRANGERS,
  },
  signOff: { call: (ctx) => campaigns.signOff(ctx, { campaignId: CAMPAIGN }), refused: [], hidden: STRANGERS },
  decideItem: {
    call: (ctx) => campaigns.decideItem(ctx, vote),
    refused: ["compliance", ...READERS],
    hidden: STRANGERS,
  },
  decideBulk: {
    call: (ctx) =>
      campaigns.decideBulk(ctx, { campaignId: CAMPAIGN, numbers: [1], decision: "revoke", reason: "unused" }),
    refused: [],
    hidden: STRANGERS,
  },
  correctDecision: {
    call: (ctx) => campaigns.correctDecision(ctx, { ...vote, text: reason }),
    refused: [],
    hidden: STRANGERS,
  },
  reassignItem: {
    call: (ctx) => campaigns.reassignItem(ctx, { ...item, version: 1, toPersonId: "per_hana", note: reason }),
    refused: READERS,
    hidden: STRANGERS,
  },
  previewClose: { call: (ctx) => campaigns.previewClose(ctx, CAMPAIGN), refused: [], hidden: STRANGERS },
  askClose: { call: (ctx) => campaigns.askClose(ctx, { ...seen, digest }), refused: READERS, hidden: STRANGERS },
  confirmClose: {
    call: (ctx) => campaigns.confirmClose(ctx, { ...seen, digest }),
    refused: ["auditor"],
    hidden: STRANGERS,
  },
  withdrawClose: { call: (ctx) => campaigns.withdrawClose(ctx, seen), refused: READERS, hidden: STRANGERS },
  undoRemediation: { call: (ctx) => campaigns.undoRemediation(ctx, undo), refused: READERS, hidden: STRANGERS },
  withdrawRemediation: { call: (ctx) => campaigns.withdrawRemediation(ctx, undo), refused: READERS, hidden: STRANGERS },
  readFinish: { call: (ctx) => campaigns.readFinish(ctx, CAMPAIGN), refused: [], hidden: STRANGERS },
  finishCampaign: { call: (ctx) => campaigns.finishCampaign(ctx, seen), refused: READERS, hidden: STRANGERS },
  beginExceptionsSigning: {
    call: (ctx) => campaigns.beginExceptionsSigning(ctx, exceptions),
    refused: READERS,
    hidden: STRANGERS,
  },
  signExceptions: {
    call: (ctx) => campaigns.signExceptions(ctx, { ...exceptions, assertion: null }),
    refused: READERS,
    hidden: STRANGERS,
  },
  settleTask: {
    call: (ctx) => campaigns.settleTask(ctx, { id: TASK, version: 1, note: reason, decision: "keep" }),
    refused: READERS,
    hidden: STRANGERS,
  },
  askPack: { call: (ctx) => campaigns.askPack(ctx, { campaignId: CAMPAIGN }), refused: [], hidden: STRANGERS },
  listPacks: { call: (ctx) => campaigns.listPacks(ctx, CAMPAIGN), refused: [], hidden: STRANGERS },
  openPack: { call: (ctx) => campaigns.openPack(ctx, PACK), refused: [], hidden: STRANGERS },
  exportOpenItems: {
    call: (ctx) => campaigns.exportOpenItems(ctx, CAMPAIGN).next(),
    refused: [],
    hidden: STRANGERS,
  },
  createDefinition: {
    call: (ctx) => campaigns.createDefinition(ctx, { ...input(), schedule: null }),
    refused: but("compliance"),
  },
  editDefinition: {
    call: (ctx) => campaigns.editDefinition(ctx, { ...defined, changes: { name: "Other" } }),
    refused: READERS,
    hidden: STRANGERS,
  },
  pauseDefinition: { call: (ctx) => campaigns.pauseDefinition(ctx, defined), refused: READERS, hidden: STRANGERS },
  resumeDefinition: { call: (ctx) => campaigns.resumeDefinition(ctx, defined), refused: READERS, hidden: STRANGERS },
  retireDefinition: {
    call: (ctx) => campaigns.retireDefinition(ctx, { ...defined, reason }),
    refused: READERS,
    hidden: STRANGERS,
  },
  getDefinition: { call: (ctx) => campaigns.getDefinition(ctx, DEFINITION), refused: STRANGERS },
  listDefinitions: { call: (ctx) => campaigns.listDefinitions(ctx), refused: STRANGERS },
  previewSchedule: {
    call: async (ctx) => campaigns.previewSchedule(ctx, { rule: "FREQ=DAILY", timeZone: "UTC" }),
    refused: STRANGERS,
  },
  decideExclusion: {
    call: (ctx) => campaigns.decideExclusion(ctx, { ...left, answer: "approve", reason }),
    refused: ["auditor"],
    hidden: STRANGERS,
  },
  endExclusion: {
    call: (ctx) => campaigns.endExclusion(ctx, { ...left, reason }),
    refused: ["auditor"],
    hidden: STRANGERS,
  },
  listExclusions: { call: (ctx) => campaigns.listExclusions(ctx), refused: ["reviewer", "admin"] },
};

/** The same for verbs that are about an agent, which every reader sees. */
export const casesOnAgent = (agentId: string): Record<string, CampaignCase> => ({
  requestExclusion: {
    call: (ctx) =>
      campaigns.requestExclusion(ctx, { targetKind: "agent", targetId: agentId, reason, until: tomorrow(ctx) }),
    refused: but("compliance"),
  },
  noteAnomaly: {
    call: (ctx) => campaigns.noteAnomaly(ctx, { agentId, note: "It called at three in the night." }),
    refused: but("compliance"),
  },
  agentReviews: { call: (ctx) => campaigns.agentReviews(ctx, agentId), refused: [] },
});

/** Lists of what is one's own or within one's reach, empty for who has neither; pure; or for the worker alone. */
export const CAMPAIGNS_ELSEWHERE = [
  "advanceCampaign",
  "applyDue",
  "buildPack",
  "calendarFor",
  "campaignsWaiting",
  "certificationOf",
  "countWaiting",
  "expireUncertified",
  "listMyReviews",
  "listTasks",
  "mendReviewers",
  "performLaunch",
  "planNames",
  "remind",
  "startDue",
  "sweepCampaigns",
  "sweepExclusions",
  "verifyDue",
  "verifyPack",
  "workOn",
];

/** A campaign across teams that asks this person about this agent's purpose, a draft, and what hangs on them. */
export async function seedRefusedCampaign({ personId, agentId }: { personId: string; agentId: string }): Promise<void> {
  const [at, due] = [new Date(0), new Date("2027-01-01")];
  const plan = JSON.parse(JSON.stringify(planOf({ kinds: ["purpose"] })));
  const of = { name: "Quarter", kind: "adhoc", plan, fallbackId: personId, createdAt: at };
  await db().campaign.create({
    data: { id: CAMPAIGN, ...of, state: "active", stage: 1, launchedAt: at, stageDueAt: due, dueAt: due, items: 1 },
  });
  await db().campaign.create({ data: { id: DRAFT, ...of } });
  const rights = { kind: "purpose", purpose: "", dataRead: [], dataWritten: [], autonomy: null, exposure: null };
  const snapshot = {
    ...{ rights: { ...rights, tier: "low" }, use: { lastUsedAt: null, useCount: null }, certifiedAt: null },
    agent: { name: "Matcher", environment: "production", status: "active", teamId: null },
    origin: { requestedById: null, approvedById: null, at: null, justification: "" },
  };
  const asked = { seat: personId, seatKind: "owner", state: "pending", tier: "low", digest: Buffer.alloc(32) };
  await db().campaignItem.create({
    data: { campaignId: CAMPAIGN, number: 1, kind: "purpose", subjectId: agentId, agentId, snapshot, ...asked },
  });
  await db().campaignTask.create({
    data: { id: TASK, campaignId: CAMPAIGN, number: 1, kind: "conflict", content: {}, dueAt: due, createdAt: at },
  });
  await db().campaignPack.create({ data: { id: PACK, campaignId: CAMPAIGN, askedAt: at } });
  await db().campaignDefinition.create({ data: { id: DEFINITION, name: "Quarterly", plan, createdAt: at } });
  const excluded = { targetKind: "agent", targetId: agentId, reason, requestedById: personId };
  await db().campaignExclusion.create({ data: { id: EXCLUSION, ...excluded, requestedAt: at, until: due } });
}
