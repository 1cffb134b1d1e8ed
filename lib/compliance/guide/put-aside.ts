import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { type PutAsideInput, putAsideSchema, type TakeUpInput, takeUpSchema } from "../schema";
import { isDone, STEP_IDS, type StepId } from "./steps";
import { clearAside, seeSteps, writeAside } from "./store";

/**
 * Puts a step of the guide aside, with a reason: it no longer counts as late (D4).
 * @throws CountersignError `forbidden` (recorded), `not_found`, `conflict` when it is done or put aside already
 */
export async function putAside(ctx: Context, input: PutAsideInput): Promise<void> {
  const { step, reason } = parseInput(putAsideSchema, input);
  return refusingOnRecord(ctx, { verb: "guide.manage", resource: step }, async () => {
    requirePermission(ctx, "guide.manage");
    const id = requireStep(step);
    await inSqlTransaction(async (tx) => {
      const seen = (await seeSteps(tx)).get(id);
      if ((seen && isDone(seen)) || !(await writeAside(tx, id, { id: ctx.actor.id, reason }))) {
        throw new CountersignError("conflict", "This step is done, or put aside already.");
      }
      await recordEvent(tx, ctx, { type: "guide.step_put_aside", targetId: id, details: { reason } });
    });
  });
}

/**
 * Takes a step up again that was put aside.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `conflict` when it was not put aside
 */
export async function takeUp(ctx: Context, input: TakeUpInput): Promise<void> {
  const { step } = parseInput(takeUpSchema, input);
  return refusingOnRecord(ctx, { verb: "guide.manage", resource: step }, async () => {
    requirePermission(ctx, "guide.manage");
    const id = requireStep(step);
    await inSqlTransaction(async (tx) => {
      if (!(await clearAside(tx, id))) throw new CountersignError("conflict", "This step is not put aside.");
      await recordEvent(tx, ctx, { type: "guide.step_taken_up", targetId: id, details: {} });
    });
  });
}

function requireStep(step: string): StepId {
  const found = STEP_IDS.find((id) => id === step);
  if (!found) throw notFound("step");
  return found;
}
