import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { isCountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { enqueue } from "@/lib/jobs";
import { endProgress, noteProgress } from "../progress/store";
import { type CampaignRecord, lockCampaign, lockItems, moveCampaign } from "../store";
import { carryOut } from "./applying/carry-out";
import {
  countDue,
  lockPlanned,
  noteFailure,
  plannedLeft,
  selectDue,
  type Written,
  writeCarried,
} from "./applying/store";
import type { Due, KeptProbe, Outcomes } from "./applying/terms";
import { askBefore } from "./proving/ask";
import { backOffMs, isReversible, MOST_ATTEMPTS } from "./rules";
import { type NewTask, openTasks } from "./store";

export const BATCH = 500;
const DAY_MS = 86_400_000;

/** What a turn of the worker came to. `next`: when more is due; null with `left` 0: everything was carried out. */
export interface Applied {
  items: number;
  left: number;
  next: Date | null;
}

/**
 * Carries out what is due of a campaign, five hundred items to a transaction (C6): the change, what is needed to give it back, and
 * its events stand or fall together, so that a worker that dies resumes where the last commit was. For the worker alone.
 */
export async function applyDue(ctx: Context, id: string): Promise<Applied> {
  let items = 0;
  const total = await inSqlTransaction((tx) => countDue(tx, id));
  for (;;) {
    const due = await inSqlTransaction((tx) => selectDue(tx, id, BATCH));
    if (total > 0) await noteProgress(id, "remediate", { done: items, total });
    const done = due.length ? await applySome(ctx, id, due) : 0;
    items += done;
    if (!due.length || done === 0) break;
  }
  await endProgress(id, "remediate");
  return inSqlTransaction(async (tx) => {
    const left = await plannedLeft(tx, id);
    if (left.items === 0) await beginVerifying(tx, ctx, id);
    else if (left.next) await enqueue(tx, { kind: "campaign", id }, { startAfter: left.next });
    return { items, left: left.items, next: left.next };
  });
}

async function beginVerifying(tx: SqlTx, ctx: Context, id: string): Promise<void> {
  const campaign = await lockCampaign(tx, id);
  if (!campaign || !(await moveCampaign(tx, { id, from: "remediating", to: "verifying" }))) return;
  await recordEvents(tx, ctx, [{ type: "campaign.verifying", targetId: id, details: { items: campaign.items } }]);
  await enqueue(tx, { kind: "campaign", id });
}

/** One batch; where it fails, its halves, until it is known which item it is. @returns how many were settled */
async function applySome(ctx: Context, id: string, due: readonly Due[]): Promise<number> {
  try {
    const probes = await askBefore(due, ctx.now);
    return await applyBatch(ctx, id, { due, probes });
  } catch (error) {
    // Nothing can be done while the database, the log or the decision point is away: the next turn tries again.
    if (isCountersignError(error) && (error.code === "unavailable" || error.code === "sealed")) throw error;
    if (due.length > 1) {
      const half = Math.ceil(due.length / 2);
      return (await applySome(ctx, id, due.slice(0, half))) + (await applySome(ctx, id, due.slice(half)));
    }
    const [item] = due;
    return item ? await giveUpOrWait(ctx, id, { item, error }) : 0;
  }
}

async function applyBatch(
  ctx: Context,
  id: string,
  { due, probes }: { due: readonly Due[]; probes: ReadonlyMap<number, KeptProbe[]> },
): Promise<number> {
  return inSqlTransaction(async (tx) => {
    const campaign = await lockCampaign(tx, id);
    if (campaign?.state !== "remediating" && campaign?.state !== "verifying") return 0;
    const planned = await lockPlanned(
      tx,
      id,
      due.map(({ number }) => number),
    );
    const items = due.filter(({ number }) => planned.has(number));
    if (!items.length) return 0;
    const outcomes = await carryOut(tx, ctx, { campaign, items, reason: `Decided by the campaign ${campaign.name}.` });
    await writeOutcomes(tx, ctx, { campaign, items, outcomes, probes });
    return items.length;
  });
}

async function writeOutcomes(
  tx: SqlTx,
  ctx: Context,
  done: {
    campaign: CampaignRecord;
    items: readonly Due[];
    outcomes: Outcomes;
    probes: ReadonlyMap<number, KeptProbe[]>;
  },
): Promise<void> {
  const { campaign, items, outcomes, probes } = done;
  const { id } = campaign;
  const rows = items.map(({ number, kind, action }): Written => {
    const { effect, refusal } = outcomes.get(number) ?? { effect: {}, refusal: "It was left out." };
    // A grant that somebody else ended before was not taken by the campaign, and is not for it to give back.
    const touched = kind !== "entitlement" || (effect.grants?.length ?? 0) > 0;
    const reversible = isReversible(kind, action) && touched;
    const state = refusal === null ? "applied" : "error";
    return { number, state, effect, probes: probes.get(number) ?? [], error: refusal ?? "", reversible };
  });
  const failed = rows.filter(({ state }) => state === "error");
  const tasks = [
    ...[...outcomes.values()].flatMap((one) => one.tasks ?? []),
    ...failed.map(({ number, error }) => errorTask(ctx, { campaignId: id, number, because: error })),
  ];
  await lockItems(
    tx,
    id,
    rows.map(({ number }) => number),
  );
  await writeCarried(tx, id, { rows, undoHours: campaign.plan.rules.undoHours });
  await openTasks(tx, tasks);
  const numbers = rows.map(({ number }) => number);
  const details = { items: rows.length, failed: failed.length, numbers };
  await recordEvents(tx, ctx, [{ type: "campaign.remediated", targetId: id, details }]);
}

/** A task for what failed: compliance looks into it within three days. */
export function errorTask(
  ctx: Context,
  { campaignId, number, because }: { campaignId: string; number: number; because: string },
): NewTask {
  const dueAt = new Date(ctx.now.getTime() + 3 * DAY_MS);
  return { id: newId("ctk", ctx.now), campaignId, number, kind: "error", content: { because }, ownerId: null, dueAt };
}

/** Tries one item again later, longer each time; after a few times it is an error that a person looks into. */
async function giveUpOrWait(ctx: Context, id: string, failed: { item: Due; error: unknown }): Promise<number> {
  const { number, attempts, kind, action } = failed.item;
  const because = isCountersignError(failed.error)
    ? failed.error.message
    : "It failed for a reason of its own: an operator finds it in the log of the worker.";
  return inSqlTransaction(async (tx) => {
    const planned = await lockPlanned(tx, id, [number]);
    if (!planned.has(number)) return 0;
    if (attempts + 1 < MOST_ATTEMPTS) {
      await noteFailure(tx, { campaignId: id, number, error: because, waitMs: backOffMs(attempts + 1) });
      return 1;
    }
    const row = { number, state: "error", effect: {}, probes: [], error: because } as const;
    const reversible = isReversible(kind, action);
    await writeCarried(tx, id, { rows: [{ ...row, probes: [], reversible }], undoHours: 0 });
    await openTasks(tx, [errorTask(ctx, { campaignId: id, number, because })]);
    return 1;
  });
}
