import { can, requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { endProblem } from "./rules";
import { type RequestExclusionInput, requestExclusionSchema } from "./schema";
import { findTarget, insertExclusion } from "./store";

/**
 * Asks that an agent, or one of its grants, is left out of campaigns until an end within a year. Nothing is left out before a second
 * person agrees.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `invalid`, `conflict` when it is left out or asked for already
 */
export async function requestExclusion(ctx: Context, input: RequestExclusionInput): Promise<{ id: string }> {
  const { targetKind, targetId, reason, until } = parseInput(requestExclusionSchema, input);
  return refusingOnRecord(ctx, { verb: "exclusions.request", resource: targetId }, () =>
    inSqlTransaction(async (tx) => {
      const target = await findTarget(tx, targetKind, targetId);
      if (!target || !can(ctx.actor, "agents.read", target)) throw notFound(targetKind === "agent" ? "agent" : "grant");
      requirePermission(ctx, "exclusions.request", target);
      const problem = endProblem(until, ctx.now);
      if (problem) throw new CountersignError("invalid", problem, [{ path: "until", message: problem }]);
      const { agentId, teamId } = target;
      const id = newId("cex", ctx.now);
      const row = { id, targetKind, targetId, teamId, reason, until, requestedById: ctx.actor.id };
      if (!(await insertExclusion(tx, row, ctx.now))) {
        throw new CountersignError("conflict", "It is left out already, or somebody asked for it before.");
      }
      const details = { targetKind, targetId, reason, until: until.toISOString() };
      await recordEvent(tx, ctx, { type: "exclusion.requested", targetId: id, agentId, details });
      return { id };
    }),
  );
}
