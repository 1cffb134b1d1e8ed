import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { type AskHoldInput, askHoldSchema, type ScopeInput, scopeSchema } from "../schema";
import { reading } from "../store";
import type { Covered, HoldScope } from "../views";
import { eventOfScope } from "./event-of-scope";
import { countCovered, insertHold, scopeIsThere } from "./store";

/**
 * Asks that what a scope covers is neither let go nor erased (L3). It holds nothing before a second person confirms.
 * @throws CountersignError `forbidden` (recorded), `invalid`, `not_found`
 */
export async function askHold(ctx: Context, input: AskHoldInput): Promise<{ id: string }> {
  const { title, reason, scope } = parseInput(askHoldSchema, input);
  return refusingOnRecord(ctx, { verb: "audit.hold", resource: scope.id ?? scope.kind }, () => {
    requirePermission(ctx, "audit.hold");
    return inSqlTransaction(async (tx) => {
      if (!(await scopeIsThere(tx, scope))) throw noSubject(scope);
      const id = newId("hld", ctx.now);
      await insertHold(tx, { id, title, reason, scope, askedById: ctx.actor.id, askedAt: ctx.now });
      const details = { ...eventOfScope(scope), title, reason };
      await recordEvent(tx, ctx, { type: "hold.asked", targetId: id, details });
      return { id };
    });
  });
}

/** How many events a hold of this scope would cover now. @throws CountersignError `forbidden`, `invalid`, `not_found` */
export async function previewHold(ctx: Context, input: ScopeInput): Promise<Covered> {
  requirePermission(ctx, "audit.confirmHold");
  const scope = parseInput(scopeSchema, input);
  if (!(await scopeIsThere(reading(), scope))) throw noSubject(scope);
  return countCovered(reading(), scope);
}

function noSubject({ kind }: HoldScope): CountersignError {
  const what = { agent: "agent", person: "person", correlation: "story", everything: "log" }[kind];
  const message = `There is no ${what} with this id.`;
  return new CountersignError("not_found", message, [{ path: "scope.id", message }]);
}
