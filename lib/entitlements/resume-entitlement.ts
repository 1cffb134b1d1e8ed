import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { extentOf, factsOf, getForChange, grantEvent, lostRace, requireAllowed, requireFor } from "./guard";
import { resumeGrants } from "./many/store";
import { requireFitting } from "./request";
import { decideResuming } from "./rules";
import { type EndEntitlementInput, endEntitlementSchema } from "./schema";

/**
 * Lets a suspended grant be in force again, for a stated reason (C6): by whoever may approve it, if its tools and the agent's
 * tier would still let it be asked for.
 * @throws CountersignError `conflict` when it is not suspended any more; `invalid` when it could not be asked for today
 */
export async function resumeEntitlement(ctx: Context, input: EndEntitlementInput): Promise<{ version: number }> {
  const { id, version, reason } = parseInput(endEntitlementSchema, input);
  return refusingOnRecord(ctx, { verb: "entitlements.approve", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const grant = await getForChange(tx, ctx, { id, version });
      const { agent, resourceName } = grant;
      requireFor(ctx, "entitlements.approve", agent);
      requireAllowed(decideResuming(factsOf(grant), agent, ctx.now));
      await requireFitting(tx, agent, { wanted: { ...extentOf(grant), kind: grant.kind }, now: ctx.now });
      const again = { from: ["suspended"], reason, now: ctx.now } as const;
      const resumed = await resumeGrants(tx, [{ id, version, former: "active" }], again);
      if (resumed.length !== 1) throw lostRace();
      await recordEvent(tx, ctx, grantEvent("agent.grant_resumed", { agent, grant, resourceName }, { reason }));
      return { version: version + 1 };
    }),
  );
}
