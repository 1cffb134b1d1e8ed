import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { factsOf, getForChange, grantEvent, lostRace, requireAllowed, requireFor } from "./guard";
import { decideRevocation } from "./rules";
import { type EndEntitlementInput, endEntitlementSchema } from "./schema";
import { moveGrant } from "./store";

/**
 * Takes a grant away, for a stated reason (I8): from this commit on nothing rests on it.
 * @throws CountersignError `conflict` when it is not in force
 */
export async function revokeEntitlement(ctx: Context, input: EndEntitlementInput): Promise<{ version: number }> {
  const { id, version, reason } = parseInput(endEntitlementSchema, input);
  return refusingOnRecord(ctx, { verb: "entitlements.revoke", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const grant = await getForChange(tx, ctx, { id, version });
      const { agent, resourceName } = grant;
      requireFor(ctx, "entitlements.revoke", agent);
      requireAllowed(decideRevocation(factsOf(grant), ctx.now));
      const to = { state: "revoked", reason, byId: ctx.actor.id, now: ctx.now } as const;
      if (!(await moveGrant(tx, grant, to))) throw lostRace();
      await recordEvent(tx, ctx, grantEvent("agent.grant_revoked", { agent, grant, resourceName }, { reason }));
      return { version: version + 1 };
    }),
  );
}
