import type { Verb } from "@/lib/access";
import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace } from "../guard";
import { sweepAnew } from "../letting-go/store";
import { barOfHoldStep, type HoldStep, nextState } from "../rules";
import { type HoldInput, type HoldReasonInput, holdReasonSchema, holdSchema } from "../schema";
import { lockRetention } from "../store";
import type { Covered } from "../views";
import { eventOfScope } from "./event-of-scope";
import { countCovered, type HoldRow, lockHold, moveHold } from "./store";

/**
 * A second person puts a hold into force: from the commit on nothing that it covers is let go or erased. What is being let go at
 * this moment ends first, and is no longer among the events that are counted.
 * @throws CountersignError `not_found`, `forbidden` (recorded) also for who asked, `conflict`, `unmet`
 */
export async function confirmHold(ctx: Context, input: HoldInput): Promise<{ version: number } & Covered> {
  return step(ctx, parseInput(holdSchema, input), "confirm", async (tx, hold) => {
    const covered = await countCovered(tx, hold.scope);
    await recordEvent(tx, ctx, {
      type: "hold.set",
      targetId: hold.id,
      details: { ...eventOfScope(hold.scope), askedById: hold.askedById, events: covered.events, title: hold.title },
    });
    return covered;
  });
}

/** Does not put a hold into force, with a reason; who asked takes it back so. @throws CountersignError as `confirmHold` */
export async function refuseHold(ctx: Context, input: HoldReasonInput): Promise<{ version: number }> {
  const given = parseInput(holdReasonSchema, input);
  return step(ctx, given, "refuse", async (tx, { id, title }) => {
    const details = { title, reason: given.reason };
    await recordEvent(tx, ctx, { type: "hold.refused", targetId: id, outcome: "refused", details });
    return {};
  });
}

/** Asks to lift a hold, with a reason; it stays in force until another person agrees. @throws CountersignError as `confirmHold` */
export async function askLift(ctx: Context, input: HoldReasonInput): Promise<{ version: number }> {
  const given = parseInput(holdReasonSchema, input);
  return step(ctx, given, "askLift", async (tx, { id, title }) => {
    await recordEvent(tx, ctx, { type: "hold.lift_asked", targetId: id, details: { title, reason: given.reason } });
    return {};
  });
}

/** Another person than asked lifts the hold. @throws CountersignError as `confirmHold` */
export async function confirmLift(ctx: Context, input: HoldInput): Promise<{ version: number }> {
  return step(ctx, parseInput(holdSchema, input), "confirmLift", async (tx, { id, title, liftAskedById }) => {
    await sweepAnew(tx);
    await recordEvent(tx, ctx, { type: "hold.lifted", targetId: id, details: { askedById: liftAskedById, title } });
    return {};
  });
}

/** Keeps the hold in force, with a reason. @throws CountersignError as `confirmHold` */
export async function refuseLift(ctx: Context, input: HoldReasonInput): Promise<{ version: number }> {
  const given = parseInput(holdReasonSchema, input);
  return step(ctx, given, "refuseLift", async (tx, { id, title }) => {
    const details = { title, reason: given.reason };
    await recordEvent(tx, ctx, { type: "hold.lift_refused", targetId: id, outcome: "refused", details });
    return {};
  });
}

const VERBS: Record<HoldStep, Verb> = {
  confirm: "audit.confirmHold",
  refuse: "audit.confirmHold",
  askLift: "audit.hold",
  confirmLift: "audit.confirmHold",
  refuseLift: "audit.confirmHold",
};

/** One step of a hold, alone with it and with all that lets go or erases. */
function step<T extends object>(
  ctx: Context,
  { holdId, version, reason }: { holdId: string; version: number; reason?: string },
  name: HoldStep,
  record: (tx: SqlTx, hold: HoldRow) => Promise<T>,
): Promise<{ version: number } & T> {
  const verb = VERBS[name];
  return refusingOnRecord(ctx, { verb, resource: holdId }, () => {
    requirePermission(ctx, verb);
    return inSqlTransaction(async (tx) => {
      await lockRetention(tx);
      const hold = await lockHold(tx, holdId);
      if (!hold) throw notFound("hold");
      if (hold.version !== version) throw lostRace("this hold");
      const bar = barOfHoldStep(hold, name, ctx.actor.id);
      if (bar) throw new CountersignError(isOwn(hold, name, ctx.actor.id) ? "forbidden" : "unmet", bar);
      const move = { id: holdId, version, from: hold.state, to: nextState(name), byId: ctx.actor.id, at: ctx.now };
      if (!(await moveHold(tx, reason === undefined ? move : { ...move, reason }))) throw lostRace("this hold");
      const said = await record(tx, hold);
      return { version: version + 1, ...said };
    });
  });
}

/** Whether the bar is that the same person asked: a matter of separation, not of the hold's state. */
function isOwn(hold: HoldRow, name: HoldStep, actorId: string): boolean {
  if (name === "confirm") return hold.state === "asked" && hold.askedById === actorId;
  return name === "confirmLift" && hold.state === "lift_asked" && hold.liftAskedById === actorId;
}
