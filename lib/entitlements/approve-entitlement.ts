import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { factsOf, getForChange, grantEvent, lostRace, requireAllowed, requireFor } from "./guard";
import { requireFitting } from "./request";
import { decideApproval, stateAt } from "./rules";
import { type ApproveEntitlementInput, approveEntitlementSchema } from "./schema";
import { loadStored, moveGrant, type StoredGrant } from "./store";

/**
 * Agrees to what somebody else asked for (Z2, Z10): from this commit on it is permitted. What was asked is judged once more by
 * the tools and the tier of now; a grant that it replaces ends with it.
 * @throws CountersignError `forbidden` for who asked, or runs the agent where it is dangerous; `conflict` when it no longer waits
 */
export async function approveEntitlement(ctx: Context, input: ApproveEntitlementInput): Promise<{ version: number }> {
  const { id, version, note } = parseInput(approveEntitlementSchema, input);
  return refusingOnRecord(ctx, { verb: "entitlements.approve", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const grant = await getForChange(tx, ctx, { id, version });
      const { agent, resourceName } = grant;
      requireFor(ctx, "entitlements.approve", agent);
      const facts = factsOf(grant);
      requireAllowed(decideApproval(facts, agent, { actorId: ctx.actor.id, now: ctx.now }));
      await requireFitting(tx, agent, { wanted: facts, now: ctx.now }).catch(asUnmet);
      const to = { state: "active", reason: note, byId: ctx.actor.id, now: ctx.now } as const;
      if (!(await moveGrant(tx, grant, to))) throw lostRace();
      await endReplaced(tx, ctx, grant);
      const more = { requestedById: grant.requestedById, tier: agent.tier, reason: note };
      await recordEvent(tx, ctx, grantEvent("agent.grant_approved", { agent, grant, resourceName }, more));
      return { version: version + 1 };
    }),
  );
}

/** What did fit when it was asked for is nothing that the approver could mend. */
function asUnmet(error: unknown): never {
  if (!(error instanceof CountersignError) || error.code !== "invalid") throw error;
  const why = error.issues.map(({ message }) => message).join(" ");
  throw new CountersignError(
    "unmet",
    `This cannot be granted any more. ${why} Reject it, so that it can be asked for anew.`,
  );
}

async function endReplaced(tx: SqlTx, ctx: Context, grant: StoredGrant): Promise<void> {
  if (!grant.replacesId) return;
  const [old] = await loadStored(tx, [grant.replacesId]);
  if (!old || stateAt(old, ctx.now) !== "active") return;
  const reason = `Replaced by ${grant.id}.`;
  if (!(await moveGrant(tx, old, { state: "revoked", reason, byId: ctx.actor.id, now: ctx.now }))) throw lostRace();
  const { agent, resourceName } = old;
  await recordEvent(tx, ctx, grantEvent("agent.grant_revoked", { agent, grant: old, resourceName }, { reason }));
}
