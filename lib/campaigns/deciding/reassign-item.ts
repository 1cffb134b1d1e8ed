import { can, requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace } from "../guard";
import { reassignRefusal } from "../rules";
import { holdSeats, insertAsks } from "../seats/queries";
import { moveItem } from "../store";
import { holdCases, type LiveCase, requireShared, requireSight } from "./load";
import { type ReassignItemInput, reassignItemSchema } from "./schema";
import { isActivePerson } from "./store";

/**
 * Hands an item that nobody decided yet to somebody who can judge it better (C3): with a note, twice at most, and never to whom
 * separation of duties keeps out. Whoever steers the campaign may do it for others.
 * @throws CountersignError `forbidden` (recorded), `conflict` when it is decided, over, or somebody was faster; `unmet` naming what
 * speaks against this person; `not_found`
 */
export async function reassignItem(ctx: Context, input: ReassignItemInput): Promise<{ version: number }> {
  requirePermission(ctx, "campaigns.review");
  const wanted = parseInput(reassignItemSchema, input);
  const { campaignId, number, version, toPersonId, note } = wanted;
  const attempt = { verb: "campaigns.review", resource: `${campaignId}/${number}` } as const;
  return refusingOnRecord(ctx, attempt, () =>
    inSqlTransaction(async (tx) => {
      await holdSeats(tx);
      const campaign = await requireShared(tx, ctx, campaignId, "item");
      const one = (await holdCases(tx, ctx, { campaign, numbers: [number] })).get(number);
      if (!one) throw notFound("item");
      requireSight(ctx, one);
      if (one.item.version !== version) throw lostRace("this item");
      await requireReassignable(tx, ctx, { one, toPersonId });
      const { item } = one;
      const marks = item.marks.includes("reassigned") ? item.marks : [...item.marks, "reassigned" as const];
      const set = { seat: toPersonId, seatKind: "person", hops: item.hops + 1, marks } as const;
      if (!(await moveItem(tx, { campaignId, number, version, set }))) throw lostRace("this item");
      const { stage, subjectId, seat: fromSeat } = item;
      const ask = { number, stage, fromSeat, toSeat: toPersonId, toKind: "person", why: "reassigned" } as const;
      await insertAsks(tx, campaignId, [{ ...ask, note, byId: ctx.actor.id }]);
      await recordEvent(tx, ctx, {
        type: "campaign.item_reassigned",
        targetId: campaignId,
        agentId: item.agentId,
        details: { number, stage, subjectId, fromSeat, toPersonId, hops: set.hops, note },
      });
      return { version: version + 1 };
    }),
  );
}

async function requireReassignable(
  tx: SqlTx,
  ctx: Context,
  { one, toPersonId }: { one: LiveCase; toPersonId: string },
): Promise<void> {
  const { campaign, facts, item } = one;
  const refusal = reassignRefusal({
    facts,
    hops: item.hops,
    seat: item.seat,
    fromPersonId: ctx.actor.id,
    steers: can(ctx.actor, "campaigns.steer", { teamId: campaign.teamId }),
    to: { id: toPersonId, active: await isActivePerson(tx, toPersonId) },
  });
  if (refusal) throw new CountersignError(refusal.code, refusal.reason);
}
