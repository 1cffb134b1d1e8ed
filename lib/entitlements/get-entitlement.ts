import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { getGrant } from "./guard";
import { decisionsOn } from "./queries";
import { entitlementIdSchema } from "./schema";
import { loadChain } from "./store";
import { viewOf } from "./view-of";
import type { EntitlementDetail } from "./views";

/**
 * One grant with what it came from, what came of it, and the latest decisions that rest on it.
 * @throws CountersignError `not_found`
 */
export async function getEntitlement(ctx: Context, id: string): Promise<EntitlementDetail> {
  const wanted = entitlementIdSchema.safeParse(id);
  if (!wanted.success) throw notFound("grant");
  return inSqlTransaction(async (tx) => {
    const grant = await getGrant(tx, ctx, wanted.data);
    const chain = await loadChain(tx, grant.id);
    return {
      grant: viewOf(ctx, grant),
      chain: chain.map((one) => viewOf(ctx, one)),
      decisions: await decisionsOn(tx, grant),
    };
  });
}
