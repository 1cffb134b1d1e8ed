import { can } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { factsOf, getForChange, grantEvent, lostRace, requireAllowed, scopeOf } from "./guard";
import { decideRejection } from "./rules";
import { type EndEntitlementInput, endEntitlementSchema } from "./schema";
import { moveGrant } from "./store";

/**
 * Refuses what was asked for, for a stated reason; whoever asked takes it back in the same way.
 * @throws CountersignError `conflict` when it no longer waits
 */
export async function rejectEntitlement(ctx: Context, input: EndEntitlementInput): Promise<{ version: number }> {
  const { id, version, reason } = parseInput(endEntitlementSchema, input);
  return refusingOnRecord(ctx, { verb: "entitlements.approve", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const grant = await getForChange(tx, ctx, { id, version });
      const { agent, resourceName, requestedById } = grant;
      const approver = can(ctx.actor, "entitlements.approve", scopeOf(agent));
      requireAllowed(decideRejection(factsOf(grant), { actorId: ctx.actor.id, approver, now: ctx.now }));
      const to = { state: "rejected", reason, byId: ctx.actor.id, now: ctx.now } as const;
      if (!(await moveGrant(tx, grant, to))) throw lostRace();
      const told = { agent, grant, resourceName };
      const event =
        requestedById === ctx.actor.id
          ? grantEvent("agent.grant_withdrawn", told, { reason })
          : grantEvent("agent.grant_rejected", told, { reason, requestedById });
      await recordEvent(tx, ctx, event);
      return { version: version + 1 };
    }),
  );
}
