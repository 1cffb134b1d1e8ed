import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { dueAfterPause } from "../rules";
import { findSeats, holdSeats, insertLacking } from "../seats/queries";
import { type CampaignRecord, lockCampaign, moveCampaign } from "../store";
import { takeSecondLook } from "./second-look";
import { settleSilence } from "./silence";
import { countLeft, enterStage, type Left, numbersGoingOn, resumeItems, settlePauses } from "./store";

const DAY_MS = 86_400_000;

/** `again`: something was done and more may be due; `waits`: people are asked, or time runs; `over`: the campaign does not decide. */
export type StageStep = "again" | "waits" | "over";

/**
 * The next step of a running stage (C3), for the worker: one transaction, decided by what is stored and the database's clock, so
 * that it can be repeated and broken off anywhere. What stopped agents hold up is paused; once the time is over silence has its
 * consequences, batch by batch; a poor reviewer's work is looked at again; then the next stage begins, or the decisions close.
 */
export function endStage(ctx: Context, campaignId: string): Promise<StageStep> {
  return inSqlTransaction(async (tx) => {
    await holdSeats(tx);
    const campaign = await lockCampaign(tx, campaignId);
    if (campaign?.state !== "active") return "over";
    await settlePaused(tx, campaign);
    const ended = campaign.stageDueAt !== null && campaign.stageDueAt <= campaign.readAt;
    if (ended && (await settleSilence(tx, ctx, campaign)).settled > 0) return "again";
    const left = await countLeft(tx, { campaignId, stage: campaign.stage });
    if (left.asking > 0 || (!ended && (left.unsigned > 0 || left.paused > 0))) return "waits";
    if (await takeSecondLook(tx, ctx, campaign)) return "again";
    return moveOn(tx, ctx, { campaign, left });
  });
}

/** What waits again and was left behind by earlier stages comes into the running one. */
async function settlePaused(tx: SqlTx, { id: campaignId, stage, stageDueAt, readAt }: CampaignRecord): Promise<void> {
  const { resumed } = await settlePauses(tx, campaignId);
  if (resumed.length === 0) return;
  const behind = resumed.filter((item) => item.stage < stage).map(({ number }) => number);
  if (behind.length > 0) {
    const seats = await findSeats(tx, { campaignId, numbers: behind, stage });
    await enterStage(tx, { campaignId, stage, seats });
    await insertLacking(tx, campaignId, behind);
  }
  const dueAts = resumed.map(({ dueAt, pausedAt }) => dueAfterPause({ dueAt }, { stageDueAt, pausedAt, now: readAt }));
  await resumeItems(tx, { campaignId, numbers: resumed.map(({ number }) => number), dueAts });
}

async function moveOn(
  tx: SqlTx,
  ctx: Context,
  { campaign, left }: { campaign: CampaignRecord; left: Left },
): Promise<StageStep> {
  const { id, stage, readAt } = campaign;
  const next = campaign.plan.stages[stage];
  const { items, paused } = left;
  if (!next) {
    await moveCampaign(tx, { id, from: "active", to: "deciding_closed", set: { decidedAt: readAt, stageDueAt: null } });
    await recordEvent(tx, ctx, { type: "campaign.decisions_closed", targetId: id, details: { stage, items, paused } });
    return "over";
  }
  const numbers = await numbersGoingOn(tx, { campaignId: id, stage, samplePercent: next.samplePercent });
  const seats = await findSeats(tx, { campaignId: id, numbers, stage: stage + 1 });
  await enterStage(tx, { campaignId: id, stage: stage + 1, seats });
  await insertLacking(tx, id, numbers);
  const dueAt = new Date(readAt.getTime() + next.days * DAY_MS);
  await moveCampaign(tx, { id, from: "active", to: "active", set: { stage: stage + 1, stageDueAt: dueAt } });
  await recordEvent(tx, ctx, {
    type: "campaign.stage_ended",
    targetId: id,
    details: { stage, items, next: numbers.length, paused, dueAt: dueAt.toISOString() },
  });
  return "again";
}
