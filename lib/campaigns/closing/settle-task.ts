import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { enqueue } from "@/lib/jobs";
import { parseInput } from "@/lib/parse";
import { lostRace } from "../guard";
import { holdSeats } from "../seats/queries";
import { lockCampaign, lockItems } from "../store";
import { refusalToSettle, seesTask } from "./list-tasks";
import { lockRemediations, selectUnproved } from "./proving/store";
import { type SettleTaskInput, settleTaskSchema } from "./schema";
import { askInstead, decideInstead } from "./tasks/decide-instead";
import { findTask, type TaskRow, writeSaidDone, writeSettled } from "./tasks/queries";
import { needsDecision, settleRefusal } from "./tasks/rules";
import { proveSome } from "./verify-due";

/**
 * Settles what a campaign asked a person to do (C6), with a note: something outside is done; what failed is proved once more, and
 * where it cannot be, counts as done by that person's word; votes that disagree, or what nobody could be asked about, are decided.
 * @throws CountersignError `not_found`, `forbidden` (recorded), `conflict` when it was settled meanwhile, `invalid` without what it needs
 */
export async function settleTask(ctx: Context, input: SettleTaskInput): Promise<{ version: number }> {
  const wanted = parseInput(settleTaskSchema, input);
  const { id, version, note, decision, toPersonId } = wanted;
  return refusingOnRecord(ctx, { verb: "campaigns.settle", resource: id }, async () => {
    const proved = await proveAgain(ctx, id);
    return inSqlTransaction(async (tx) => {
      if (toPersonId) await holdSeats(tx);
      const task = await requireTask(tx, ctx, { id, version });
      requireFitting(task, { decision, toPersonId });
      const { campaignId, number, kind } = task;
      // Deciding holds the person before the campaign, and then the item, itself.
      const settle = async () => {
        if (!(await writeSettled(tx, { id, version, byId: ctx.actor.id, note }))) throw lostRace("this task");
      };
      if (!needsDecision(kind)) {
        await holdForWord(tx, campaignId, number);
        await settle();
      }
      const by = { task, note, personId: ctx.actor.id, settle };
      if (decision) await decideInstead(tx, ctx, { ...by, decision });
      if (toPersonId) await askInstead(tx, ctx, { ...by, toPersonId });
      const said = kind === "outside" ? task.content.what === "account" : kind === "error" && !proved;
      if (said && number !== null) await writeSaidDone(tx, campaignId, number);
      const named = { decision: decision ?? null, toPersonId: toPersonId ?? null };
      await recordEvent(tx, ctx, {
        type: "campaign.task_settled",
        targetId: campaignId,
        ...(task.agentId ? { agentId: task.agentId } : {}),
        details: { taskId: id, kind, number, ...named, note },
      });
      await enqueue(tx, { kind: "campaign", id: campaignId });
      return { version: version + 1 };
    });
  });
}

async function holdForWord(tx: SqlTx, campaignId: string, number: number | null): Promise<void> {
  await lockCampaign(tx, campaignId);
  if (number === null) return;
  await lockRemediations(tx, campaignId, [number]);
  await lockItems(tx, campaignId, [number]);
}

async function requireTask(
  tx: SqlTx,
  ctx: Context,
  { id, version }: { id: string; version: number },
): Promise<TaskRow> {
  const task = await findTask(tx, id);
  if (!task || !seesTask(ctx, task)) throw notFound("task");
  const forbidden = refusalToSettle(ctx, task);
  if (forbidden) throw new CountersignError("forbidden", forbidden);
  const refusal = settleRefusal(task);
  if (refusal) throw new CountersignError("conflict", refusal);
  if (task.version !== version) throw lostRace("this task");
  return task;
}

function requireFitting(
  { kind, campaignState }: TaskRow,
  { decision, toPersonId }: { decision: string | undefined; toPersonId: string | undefined },
): void {
  const refuse = (path: string, message: string) => new CountersignError("invalid", message, [{ path, message }]);
  if (!needsDecision(kind)) {
    if (decision || toPersonId) throw refuse("decision", "Nothing is decided here: settle it with a note.");
    return;
  }
  if (decision && toPersonId) throw refuse("decision", "Either decide it, or name somebody who does.");
  if (toPersonId && (kind !== "no_reviewer" || campaignState !== "active")) {
    throw refuse("toPersonId", "Nobody else can be asked about this: decide it.");
  }
  if (!decision && !toPersonId) throw refuse("decision", "Say what stands: keep it or revoke it.");
}

/** What failed may hold by now: it is proved once more before a person's word stands for it. */
async function proveAgain(ctx: Context, id: string): Promise<boolean> {
  const found = await inSqlTransaction(async (tx) => {
    const task = await findTask(tx, id);
    if (task?.kind !== "error" || task.number === null || refusalToSettle(ctx, task)) return null;
    return { task, rows: await selectUnproved(tx, task.campaignId, { numbers: [task.number] }) };
  });
  const [row] = found?.rows ?? [];
  if (!found || row?.state !== "error") return false;
  return (await proveSome(ctx, found.task.campaignId, [row], { onlyProved: true })) === 1;
}
