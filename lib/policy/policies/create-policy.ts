import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { digestOf } from "./guard";
import { type CreatePolicyInput, createPolicySchema } from "./schema";
import { insertPolicy, insertVersion } from "./store";

/**
 * Begins a policy of the organisation with a first draft (Z1). It decides nothing before a version of it is published.
 * @throws CountersignError `conflict` when a policy has that name
 */
export async function createPolicy(ctx: Context, input: CreatePolicyInput): Promise<{ id: string; number: number }> {
  return refusingOnRecord(ctx, { verb: "policies.write", resource: "policies" }, async () => {
    requirePermission(ctx, "policies.write");
    const { name, description, text, tests } = parseInput(createPolicySchema, input);
    const id = newId("pol", ctx.now);
    return inSqlTransaction(async (tx) => {
      const policy = { id, name, description, createdById: ctx.actor.id, createdAt: ctx.now };
      if (!(await insertPolicy(tx, policy))) {
        const message = "A policy of this name exists already.";
        throw new CountersignError("conflict", message, [{ path: "name", message }]);
      }
      await insertVersion(tx, { policyId: id, number: 1, text, tests, authorId: ctx.actor.id, createdAt: ctx.now });
      await recordEvent(tx, ctx, {
        type: "policy.drafted",
        targetId: id,
        details: { name, number: 1, text, textDigest: digestOf(text), tests: tests.length },
      });
      return { id, number: 1 };
    });
  });
}
