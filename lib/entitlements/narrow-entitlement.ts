import { recordEvents, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { extentOf, factsOf, getForChange, grantEvent, lostRace, requireAllowed, requireFor } from "./guard";
import { decideNarrowing } from "./rules";
import { type NarrowEntitlementInput, narrowEntitlementSchema } from "./schema";
import { insertGrants, moveGrant, type NewGrant } from "./store";

/**
 * Puts one or more narrower grants in a grant's place, in one transaction (Z8). Each is proved to be a part of what was approved,
 * so that the approval carries over and nobody has to agree; whatever is wider is asked for anew.
 * @throws CountersignError `unmet` when one of them goes beyond the grant, saying where; `conflict` when it is not in force
 */
export async function narrowEntitlement(ctx: Context, input: NarrowEntitlementInput): Promise<{ ids: string[] }> {
  const { id, version, into, reason } = parseInput(narrowEntitlementSchema, input);
  return refusingOnRecord(ctx, { verb: "entitlements.revoke", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const grant = await getForChange(tx, ctx, { id, version });
      const { agent } = grant;
      requireFor(ctx, "entitlements.revoke", agent);
      requireAllowed(decideNarrowing(factsOf(grant), into.map(extentOf), ctx.now));
      const parts: NewGrant[] = into.map((shape) => ({
        ...shape,
        id: newId("ent", ctx.now),
        agentId: agent.id,
        kind: grant.kind,
        state: "active",
        stateReason: "",
        justification: reason,
        requestedById: ctx.actor.id,
        requestedAt: ctx.now,
        approvedById: grant.approvedById,
        approvedAt: grant.approvedAt,
        replacesId: grant.id,
      }));
      const ended = `Narrowed to ${parts.map((part) => part.id).join(", ")}.`;
      const to = { state: "revoked", reason: ended, byId: ctx.actor.id, now: ctx.now } as const;
      if (!(await moveGrant(tx, grant, to))) throw lostRace();
      await insertGrants(tx, parts);
      const named = { agent, resourceName: grant.resourceName };
      await recordEvents(
        tx,
        ctx,
        parts.map((part) => grantEvent("agent.grant_narrowed", { ...named, grant: part }, { reason })),
      );
      return { ids: parts.map((part) => part.id) };
    }),
  );
}
