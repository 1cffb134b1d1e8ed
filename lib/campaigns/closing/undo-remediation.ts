import { type NewEvent, recordEvents, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { requireCampaign } from "../guard";
import { type CampaignRecord, lockItems } from "../store";
import { BATCH } from "./apply-due";
import { undoRefusal, withdrawRefusal } from "./rules";
import { type UndoInput, undoSchema } from "./schema";
import { giveBack } from "./undoing/give-back";
import { lockUndoable, type Undoable, writeEnded } from "./undoing/store";

/** What became of each item that was asked for. */
export interface Undone {
  done: number[];
  refused: { number: number; reason: string }[];
}

type Way = "undone" | "withdrawn";

/**
 * Gives back what a campaign took (C6), within the window, for a reason: one item, or a whole wave in batches of its own
 * transactions.
 * @throws CountersignError `forbidden`; of one item `conflict` with the reason, of a wave the reasons are in the answer
 */
export function undoRemediation(ctx: Context, input: UndoInput): Promise<Undone> {
  return endSome(ctx, input, "undone");
}

/** Takes items out before they are carried out (C6). @throws CountersignError as `undoRemediation` */
export function withdrawRemediation(ctx: Context, input: UndoInput): Promise<Undone> {
  return endSome(ctx, input, "withdrawn");
}

async function endSome(ctx: Context, input: UndoInput, way: Way): Promise<Undone> {
  const { campaignId, number, wave, reason } = parseInput(undoSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.undo", resource: campaignId }, async () => {
    if (number !== undefined) {
      const only = await inSqlTransaction((tx) => endBatch(tx, ctx, { campaignId, way, reason, wanted: { number } }));
      if (only.refused[0]) throw new CountersignError("conflict", only.refused[0].reason);
      if (!only.done.length) throw notFound("item");
      return { done: only.done, refused: [] };
    }
    const all: Undone = { done: [], refused: [] };
    const states =
      way === "undone" ? (["applied", "verified", "manual", "done", "error"] as const) : (["planned"] as const);
    for (let after = 0; ; ) {
      const wanted = { wave: wave ?? 0, states, after, most: BATCH };
      const some = await inSqlTransaction((tx) => endBatch(tx, ctx, { campaignId, way, reason, wanted }));
      all.done.push(...some.done);
      all.refused.push(...some.refused);
      if (some.last === null) return all;
      after = some.last;
    }
  });
}

async function endBatch(
  tx: SqlTx,
  ctx: Context,
  asked: { campaignId: string; way: Way; reason: string; wanted: Parameters<typeof lockUndoable>[2] },
): Promise<Undone & { last: number | null }> {
  const { campaignId, way, reason, wanted } = asked;
  const campaign = await requireCampaign(tx, ctx, { id: campaignId, verb: "campaigns.undo", held: true });
  requireRunning(campaign);
  const rows = await lockUndoable(tx, campaignId, wanted);
  const last = rows.at(-1)?.number ?? null;
  const refused: Undone["refused"] = [];
  const able = rows.filter((row) => {
    const refusal = way === "undone" ? undoRefusal(row, campaign.readAt) : withdrawRefusal(row);
    if (refusal) refused.push({ number: row.number, reason: refusal });
    return refusal === null;
  });
  const given = way === "undone" ? await giveBack(tx, ctx, { campaignId, items: able, reason }) : null;
  const done: Undoable[] = [];
  for (const row of able) {
    const outcome = given?.get(row.number);
    if (outcome && "refusal" in outcome) refused.push({ number: row.number, reason: outcome.refusal });
    else done.push(row);
  }
  const numbers = done.map(({ number }) => number);
  if (numbers.length) {
    await lockItems(tx, campaignId, numbers);
    await writeEnded(tx, campaignId, { numbers, state: way, byId: ctx.actor.id, reason });
  }
  await recordEvents(
    tx,
    ctx,
    done.map((row) => eventOf(campaignId, row, { way, reason, given })),
  );
  return { done: numbers, refused, last };
}

function eventOf(
  campaignId: string,
  { number, agentId, action }: Undoable,
  { way, reason, given }: { way: Way; reason: string; given: Awaited<ReturnType<typeof giveBack>> | null },
): NewEvent {
  const about = { targetId: campaignId, agentId };
  if (way === "withdrawn")
    return { type: "campaign.remediation_withdrawn", ...about, details: { number, action, reason } };
  const outcome = given?.get(number);
  const back = outcome && "given" in outcome ? outcome.given : 0;
  return { type: "campaign.undone", ...about, details: { number, action, given: back, reason } };
}

function requireRunning({ state }: CampaignRecord): void {
  if (state === "remediating" || state === "verifying") return;
  throw new CountersignError(
    "conflict",
    "The campaign is over, or was not closed yet: nothing can be given back here.",
  );
}
