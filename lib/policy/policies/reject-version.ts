import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, digestOf, requireAllowed, requireOpen } from "./guard";
import { decideReject } from "./rules";
import { type RejectVersionInput, rejectVersionSchema } from "./schema";
import { updateVersion } from "./store";

/**
 * Declines a proposed version for a reason (Z1); what is in force stays. Its text can be taken up again in a new draft.
 * @throws CountersignError `forbidden` for who had a hand in it, `conflict` when somebody decided first
 */
export async function rejectVersion(ctx: Context, input: RejectVersionInput): Promise<{ version: number }> {
  return refusingOnRecord(ctx, { verb: "policies.publish", resource: input.policyId }, async () => {
    requirePermission(ctx, "policies.publish");
    const { reason, ...seen } = parseInput(rejectVersionSchema, input);
    return inSqlTransaction(async (tx) => {
      const { policy, open } = await requireOpen(tx, seen);
      requireAllowed(decideReject(open, ctx.actor.id));
      const rejected = { state: "rejected" as const, stateReason: reason };
      if (!(await updateVersion(tx, { ...open, ...rejected }))) throw changedMeanwhile(policy.name);
      const { name, id } = policy;
      const told = { name, number: open.number, textDigest: digestOf(open.text), reason };
      await recordEvent(tx, ctx, {
        type: "policy.rejected",
        targetId: id,
        details: { ...told, proposedById: open.proposedById },
      });
      return { version: open.version + 1 };
    });
  });
}
