import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { grantEvent } from "./guard";
import { expireGrants } from "./store";

const BATCH = 500;

/**
 * Writes down that grants and requests have run out (Z2), a few hundred to a transaction. Decisions go by the instant itself and
 * wait for no sweep; this keeps the record true. For the product itself: no person asks for it.
 * @returns how many expired
 */
export async function expireEntitlements(ctx: Context): Promise<number> {
  let expired = 0;
  for (;;) {
    const some = await inSqlTransaction(async (tx) => {
      const grants = await expireGrants(tx, { now: ctx.now, most: BATCH });
      const events = grants.map((grant) => grantEvent("agent.grant_expired", { agent: grant.agent, grant }));
      await recordEvents(tx, ctx, events);
      return grants.length;
    });
    if (some === 0) return expired;
    expired += some;
  }
}
