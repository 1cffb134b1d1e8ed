import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { cast } from "../../deciding/cast";
import { holdCases, type LiveCase, requireShared } from "../../deciding/load";
import { refusalFor } from "../../deciding/refuse";
import { insertSignoff } from "../../deciding/signing-store";
import { type Cast, isActivePerson } from "../../deciding/store";
import { lostRace } from "../../guard";
import { dutyBar } from "../../rules";
import { insertAsks } from "../../seats/queries";
import { signoffDigest } from "../../signoff-digest";
import { moveItem } from "../../store";
import { UNSETTLED_STATES } from "../rules";
import type { TaskRow } from "./queries";

interface Instead {
  task: TaskRow;
  note: string;
  personId: string;
  /** Marks the task: once its item is held, for whoever votes takes them in that order, and before the vote, which would drop it. */
  settle: () => Promise<void>;
}

async function holdUnsettled(tx: SqlTx, ctx: Context, { campaignId, number }: TaskRow): Promise<LiveCase> {
  const campaign = await requireShared(tx, ctx, campaignId);
  const one = number === null ? undefined : (await holdCases(tx, ctx, { campaign, numbers: [number] })).get(number);
  if (!one) throw notFound("item");
  if (!UNSETTLED_STATES.includes(one.item.state)) {
    throw new CountersignError("conflict", "It was decided meanwhile: nothing is left to settle.");
  }
  return one;
}

/**
 * Decides an item in the place of those who could not, by a vote that is signed at once (C3). Separation of duties holds for who
 * settles as for who reviews.
 * @throws CountersignError `forbidden` for whom it keeps out, `conflict` when it was decided or is gone
 */
export async function decideInstead(
  tx: SqlTx,
  ctx: Context,
  { task, note, personId, settle, decision }: Instead & { decision: "keep" | "revoke" },
): Promise<void> {
  const one = await holdUnsettled(tx, ctx, task);
  const { item, standing, live, facts, campaign } = one;
  const bar = dutyBar({ ...facts, item: { ...facts.item, stage: campaign.plan.stages.length } }, personId);
  if (bar) throw refusalFor(bar);
  if (!live) throw new CountersignError("conflict", "The right is gone: nothing is left to decide.");
  await settle();
  const signoffId = newId("cso", ctx.now);
  const vote: Cast = {
    ...{
      number: item.number,
      stage: item.stage,
      revision: standing.revisions + 1,
      decision,
      reason: "other",
      text: note,
    },
    ...{
      change: null,
      digest: live.digest,
      dwellMillis: 0,
      capacity: "compliance",
      forPersonId: null,
      recommended: "",
    },
    ...{ state: "signed_off", outcome: decision, outcomeChange: null },
  };
  const by = { campaignId: task.campaignId, personId, bulkId: null, signoffId };
  const written = (await cast(tx, ctx, { by, castings: [{ one, cast: vote }] })).get(item.number);
  const digest = signoffDigest([{ ...vote, at: written?.at ?? ctx.now }]);
  const { campaignId } = task;
  await insertSignoff(tx, { id: signoffId, campaignId, stage: item.stage, personId, items: 1, digest });
}

/** Asks this person about an item that nobody could be asked about. @throws CountersignError `unmet` for who may not answer it */
export async function askInstead(
  tx: SqlTx,
  ctx: Context,
  { task, note, personId, settle, toPersonId }: Instead & { toPersonId: string },
): Promise<void> {
  const { item, facts } = await holdUnsettled(tx, ctx, task);
  const bar = dutyBar(facts, toPersonId);
  if (bar) throw new CountersignError("unmet", "Separation of duties keeps this person out: name somebody else.");
  if (!(await isActivePerson(tx, toPersonId))) {
    throw new CountersignError("unmet", "This person is not here any more: name somebody else.");
  }
  await settle();
  const { campaignId } = task;
  const { number, version, stage, seat: fromSeat, subjectId } = item;
  const set = { seat: toPersonId, seatKind: "person", state: "pending" } as const;
  if (!(await moveItem(tx, { campaignId, number, version, set }))) throw lostRace("this item");
  const ask = { number, stage, fromSeat, toSeat: toPersonId, toKind: "person", why: "reassigned" } as const;
  await insertAsks(tx, campaignId, [{ ...ask, note, byId: personId }]);
  await recordEvent(tx, ctx, {
    type: "campaign.item_reassigned",
    targetId: campaignId,
    agentId: item.agentId,
    details: { number, stage, subjectId, fromSeat, toPersonId, hops: item.hops, note },
  });
}
