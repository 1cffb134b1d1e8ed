import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace } from "../guard";
import { barOfMonths, barOfSecond } from "../rules";
import {
  type ConfirmRetentionInput,
  confirmRetentionSchema,
  type RefuseRetentionInput,
  refuseRetentionSchema,
} from "../schema";
import { lockRetention } from "../store";
import type { RetentionClass } from "../terms";
import { monthsOf, requireRule } from "./require-rule";
import { askMonths, lockRules, setMonths } from "./store";

/**
 * A second person agrees that records of a class are kept shorter.
 * @throws CountersignError `forbidden` (recorded) also for who asked, `conflict`, `unmet`
 */
export async function confirmRetention(ctx: Context, input: ConfirmRetentionInput): Promise<{ version: number }> {
  const { class: name, version } = parseInput(confirmRetentionSchema, input);
  return answering(ctx, name, async (tx) => {
    const rules = await lockRules(tx);
    const rule = requireRule(rules, name, version);
    const months = requireAsked(rule.asked);
    const own = barOfSecond(rule.askedById, ctx.actor.id);
    if (own) throw new CountersignError("forbidden", own);
    const bar = barOfMonths(name, months, monthsOf(rules));
    if (bar) throw new CountersignError("unmet", bar);
    if (!(await setMonths(tx, { name, version, months, byId: ctx.actor.id, at: ctx.now }))) throw lostRace("this rule");
    const details = { class: name, months, before: rule.months };
    await recordEvent(tx, ctx, { type: "retention.set", targetId: name, details });
    return { version: version + 1 };
  });
}

/** Keeps the time as it is, with a reason; who asked may take it back so. @throws CountersignError as `confirmRetention` */
export async function refuseRetention(ctx: Context, input: RefuseRetentionInput): Promise<{ version: number }> {
  const { class: name, version, reason } = parseInput(refuseRetentionSchema, input);
  return answering(ctx, name, async (tx) => {
    const rule = requireRule(await lockRules(tx), name, version);
    const months = requireAsked(rule.asked);
    if (!(await askMonths(tx, { name, version, months: null, byId: null }))) throw lostRace("this rule");
    await recordEvent(tx, ctx, {
      type: "retention.refused",
      targetId: name,
      outcome: "refused",
      details: { class: name, months, reason },
    });
    return { version: version + 1 };
  });
}

function answering<T>(ctx: Context, name: RetentionClass, work: (tx: SqlTx) => Promise<T>): Promise<T> {
  return refusingOnRecord(ctx, { verb: "retention.confirm", resource: name }, () => {
    requirePermission(ctx, "retention.confirm");
    return inSqlTransaction(async (tx) => {
      await lockRetention(tx);
      return work(tx);
    });
  });
}

function requireAsked(asked: number | null): number {
  if (asked === null) throw new CountersignError("unmet", "Nothing was asked for.");
  return asked;
}
