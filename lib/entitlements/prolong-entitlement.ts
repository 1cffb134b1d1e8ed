import { refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { factsOf, getGrant, getHeldAgent, requireAllowed, requireFor } from "./guard";
import { writeRequest } from "./request";
import { decideProlonging } from "./rules";
import { type ProlongEntitlementInput, prolongEntitlementSchema } from "./schema";

/**
 * Asks for the same grant with a later end (Z10): a request like any other, which takes the old one's place once approved.
 * @throws CountersignError `conflict` for an elevation, or a grant that was taken away; `invalid` when it would last too long
 */
export async function prolongEntitlement(
  ctx: Context,
  input: ProlongEntitlementInput,
): Promise<{ id: string; version: number }> {
  const { id, expiresAt, justification } = parseInput(prolongEntitlementSchema, input);
  return refusingOnRecord(ctx, { verb: "entitlements.request", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const { agentId } = await getGrant(tx, ctx, id);
      const agent = await getHeldAgent(tx, ctx, agentId);
      requireFor(ctx, "entitlements.request", agent);
      const grant = await getGrant(tx, ctx, id);
      requireAllowed(decideProlonging(factsOf(grant), ctx.now));
      if (grant.expiresAt && expiresAt <= grant.expiresAt) {
        throw new CountersignError("invalid", "It would not last longer.", [
          { path: "expiresAt", message: "Choose an end after the present one." },
        ]);
      }
      const { server, tool, resourceId, actions, conditions, windows } = grant;
      const shape = { server, tool, resourceId, actions, conditions, windows, startsAt: null, expiresAt };
      return writeRequest(tx, ctx, { agent, wanted: { kind: grant.kind, shape, justification, replaces: grant } });
    }),
  );
}
