import { can, requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace } from "../guard";
import { barOfDeciding } from "./rules";
import { type DecideExclusionInput, decideExclusionSchema, type EndExclusionInput, endExclusionSchema } from "./schema";
import { type ExclusionRecord, lockExclusion, moveExclusion } from "./store";

/**
 * A second person agrees that something is left out, or does not, with a reason.
 * @throws CountersignError `not_found`, `forbidden` (recorded) also for who asked for it, `conflict`, `unmet`
 */
export async function decideExclusion(ctx: Context, input: DecideExclusionInput): Promise<{ version: number }> {
  const { id, version, answer, reason } = parseInput(decideExclusionSchema, input);
  return refusingOnRecord(ctx, { verb: "exclusions.decide", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const found = await requireExclusion(tx, ctx, { id, version });
      requirePermission(ctx, "exclusions.decide", found);
      const bar = barOfDeciding(found, ctx.actor.id, found.readAt);
      if (bar) throw new CountersignError(found.requestedById === ctx.actor.id ? "forbidden" : "unmet", bar);
      const to = answer === "approve" ? "active" : "rejected";
      const moved = await moveExclusion(tx, { id, version, to, stateReason: reason, decidedById: ctx.actor.id });
      if (!moved) throw lostRace("this exclusion");
      const { targetKind, targetId, agentId, until } = found;
      const details = { targetKind, targetId, answer, until: until.toISOString(), reason };
      await recordEvent(tx, ctx, { type: "exclusion.decided", targetId: id, ...(agentId ? { agentId } : {}), details });
      return { version: version + 1 };
    }),
  );
}

/**
 * Ends an exclusion before its time, or withdraws what was asked: the next campaign looks at it again. Who may ask or decide may end it.
 * @throws CountersignError `not_found`, `forbidden` (recorded), `conflict`, `unmet`
 */
export async function endExclusion(ctx: Context, input: EndExclusionInput): Promise<{ version: number }> {
  const { id, version, reason } = parseInput(endExclusionSchema, input);
  return refusingOnRecord(ctx, { verb: "exclusions.request", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const found = await requireExclusion(tx, ctx, { id, version });
      if (!can(ctx.actor, "exclusions.decide", found)) requirePermission(ctx, "exclusions.request", found);
      if (found.state !== "active" && found.state !== "requested") {
        throw new CountersignError("unmet", "It is over already.");
      }
      const ended = await moveExclusion(tx, { id, version, to: "ended", stateReason: reason, decidedById: null });
      if (!ended) throw lostRace("this exclusion");
      const { targetKind, targetId, agentId } = found;
      const details = { targetKind, targetId, why: "person", reason };
      await recordEvent(tx, ctx, { type: "exclusion.ended", targetId: id, ...(agentId ? { agentId } : {}), details });
      return { version: version + 1 };
    }),
  );
}

async function requireExclusion(
  tx: SqlTx,
  ctx: Context,
  { id, version }: { id: string; version: number },
): Promise<ExclusionRecord> {
  const found = await lockExclusion(tx, id);
  const seen = found && (can(ctx.actor, "campaigns.read", found) || can(ctx.actor, "exclusions.request", found));
  if (!found || !seen) throw notFound("exclusion");
  if (found.version !== version) throw lostRace("this exclusion");
  return found;
}
