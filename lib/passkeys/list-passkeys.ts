import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { requireOwner } from "./guard";
import { selectRows, teamOf } from "./store";
import type { PasskeyRow } from "./terms";

/**
 * The passkeys that may sign, the newest first: the caller's own, or those of a person whose keys the caller may revoke.
 * @throws CountersignError `not_found` for people whose keys are none of the caller's business
 */
export async function listPasskeys(ctx: Context, personId?: string): Promise<PasskeyRow[]> {
  const owner = requireOwner(ctx);
  return await inSqlTransaction(async (tx) => {
    if (personId !== undefined && personId !== owner.id) {
      const person = await teamOf(tx, personId);
      if (!person || !can(ctx.actor, "passkeys.revoke", person)) throw notFound("person");
    }
    return await selectRows(tx, personId ?? owner.id);
  });
}
