import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { recordExpired } from "./offer";

/**
 * Writes down that offers have expired (O2), a few hundred to a transaction. Rules read by `now` and wait for no sweep; this
 * keeps the record true, and any number of workers may run it at once. For the product itself: no person asks for it.
 * @returns how many expired
 */
export async function expireHandOvers(ctx: Context): Promise<number> {
  let expired = 0;
  for (;;) {
    const some = await inSqlTransaction((tx) => recordExpired(tx, ctx, null));
    if (some === 0) return expired;
    expired += some;
  }
}
