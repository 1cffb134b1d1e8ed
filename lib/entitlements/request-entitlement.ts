import { refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { getHeldAgent, requireFor } from "./guard";
import { writeRequest } from "./request";
import { type RequestEntitlementInput, requestEntitlementSchema } from "./schema";

/**
 * Asks that an agent may do something (Z2, Z10). Nothing is permitted until a second person approves.
 * @throws CountersignError `invalid` when its tools cannot do that or it would last too long; `conflict` when it is granted or
 * asked for already
 */
export async function requestEntitlement(
  ctx: Context,
  input: RequestEntitlementInput,
): Promise<{ id: string; version: number }> {
  const { agentId, kind, justification, ...shape } = parseInput(requestEntitlementSchema, input);
  return refusingOnRecord(ctx, { verb: "entitlements.request", resource: agentId, agentId }, () =>
    inSqlTransaction(async (tx) => {
      const agent = await getHeldAgent(tx, ctx, agentId);
      requireFor(ctx, "entitlements.request", agent);
      return writeRequest(tx, ctx, { agent, wanted: { kind, shape, justification, replaces: null } });
    }),
  );
}
