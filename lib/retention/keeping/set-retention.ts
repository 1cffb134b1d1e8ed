import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace } from "../guard";
import { barOfMonths } from "../rules";
import { type SetRetentionInput, setRetentionSchema } from "../schema";
import { lockRetention } from "../store";
import { monthsOf, requireRule } from "./require-rule";
import { askMonths, lockRules, setMonths } from "./store";

/**
 * How long records of a class are kept (L3). Longer stands at once; shorter waits for a second person.
 * @throws CountersignError `forbidden` (recorded), `invalid`, `conflict`, `unmet` beside the other classes or while something is asked
 */
export async function setRetention(
  ctx: Context,
  input: SetRetentionInput,
): Promise<{ state: "set" | "asked"; version: number }> {
  const { class: name, months, version } = parseInput(setRetentionSchema, input);
  return refusingOnRecord(ctx, { verb: "retention.set", resource: name }, () => {
    requirePermission(ctx, "retention.set");
    return inSqlTransaction(async (tx) => {
      await lockRetention(tx);
      const rules = await lockRules(tx);
      const rule = requireRule(rules, name, version);
      if (rule.asked !== null) {
        throw new CountersignError("unmet", "Somebody asked for a shorter time: answer that first.");
      }
      const bar = barOfMonths(name, months, monthsOf(rules));
      if (bar) throw new CountersignError("unmet", bar, [{ path: "months", message: bar }]);
      if (months === rule.months) throw new CountersignError("unmet", "It is kept for so long already.");
      const details = { class: name, months, before: rule.months };
      const state = months > rule.months ? "set" : "asked";
      const step = { name, version, months, byId: ctx.actor.id, at: ctx.now };
      const moved = state === "set" ? await setMonths(tx, step) : await askMonths(tx, step);
      if (!moved) throw lostRace("this rule");
      await recordEvent(tx, ctx, { type: `retention.${state}`, targetId: name, details });
      return { state, version: version + 1 };
    });
  });
}
