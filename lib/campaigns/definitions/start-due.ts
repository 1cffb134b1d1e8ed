import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { occurrencesOf } from "@/lib/jobs";
import { beginCampaign } from "../work/begin";
import { teamOf } from "./load";
import { nextOf } from "./occurrences";
import { caughtUp, nameOf } from "./rules";
import { type DefinitionRecord, findFallback, setNext, takeDue } from "./store";

/** After an outage no more occurrences than this are counted: a rule comes once a day at most. */
const MOST_MISSED = 1_000;

/**
 * Makes the campaign of every definition whose time has come (C1), each occurrence once however many workers look. After an outage
 * the last occurrence alone is made up for, and the event says how many were let go. For the worker.
 * @returns how many campaigns began
 */
export async function startDefinitions(ctx: Context): Promise<number> {
  let begun = 0;
  for (;;) {
    const outcome = await inSqlTransaction((tx) => startOne(tx, ctx));
    if (outcome === "none") return begun;
    if (outcome === "begun") begun += 1;
  }
}

async function startOne(tx: SqlTx, ctx: Context): Promise<"none" | "begun" | "let_go"> {
  const found = await takeDue(tx);
  if (!found || found.schedule === null || found.nextAt === null) return "none";
  const { schedule, timeZone, nextAt, readAt } = found;
  const later = occurrencesOf(schedule, timeZone, { from: nextAt, count: MOST_MISSED });
  const due = caughtUp([nextAt, ...later.filter((at) => at <= readAt)]);
  await setNext(tx, found.id, nextOf(schedule, timeZone, readAt));
  return due && (await begin(tx, ctx, { found, ...due })) ? "begun" : "let_go";
}

async function begin(
  tx: SqlTx,
  ctx: Context,
  { found, occurrence, skipped }: { found: DefinitionRecord; occurrence: Date; skipped: number },
): Promise<boolean> {
  const { plan, timeZone } = found;
  const teamId = teamOf(plan);
  const fallbackId = await findFallback(tx, { preferred: [found.fallbackId, found.createdById], teamId });
  // Loudly, and again with the next turn: a campaign without anybody to fall back on would hide what nobody judged.
  if (fallbackId === null) throw new Error(`nobody can answer for the campaigns of ${found.id}`);
  const id = newId("cmp", ctx.now);
  const begun = await beginCampaign(tx, ctx, {
    ...{ id, definitionId: found.id, occurrence, kind: "scheduled", plan, teamId, timeZone, fallbackId },
    name: nameOf(found.name, occurrence, timeZone).slice(0, 160),
    ...{ createdById: null, createdAt: ctx.now },
  });
  if (!begun) return false;
  const details = { definitionId: found.id, occurrence: occurrence.toISOString(), skipped, fallbackId };
  await recordEvent(tx, ctx, { type: "campaign.scheduled", targetId: id, details });
  return true;
}
