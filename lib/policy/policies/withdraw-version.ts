import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { changedMeanwhile, digestOf, requireAllowed, requireOpen } from "./guard";
import { decideWithdraw } from "./rules";
import { type DecideVersionInput, decideVersionSchema } from "./schema";
import { updateVersion } from "./store";

/**
 * Takes a draft, or a proposal of one's own, out of the way (Z1). Its text stays readable and can be taken up again.
 * @throws CountersignError `forbidden` for a proposal of others, `conflict` when it changed since the person looked
 */
export async function withdrawVersion(ctx: Context, input: DecideVersionInput): Promise<{ version: number }> {
  return refusingOnRecord(ctx, { verb: "policies.write", resource: input.policyId }, async () => {
    requirePermission(ctx, "policies.write");
    const seen = parseInput(decideVersionSchema, input);
    return inSqlTransaction(async (tx) => {
      const { policy, open } = await requireOpen(tx, seen);
      requireAllowed(decideWithdraw(open, ctx.actor.id));
      if (!(await updateVersion(tx, { ...open, state: "withdrawn" }))) throw changedMeanwhile(policy.name);
      const told = { name: policy.name, number: open.number, textDigest: digestOf(open.text), state: open.state };
      await recordEvent(tx, ctx, { type: "policy.withdrawn", targetId: policy.id, details: told });
      return { version: open.version + 1 };
    });
  });
}
