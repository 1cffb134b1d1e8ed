import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { recordEnds } from "./record-ends";
import { expirePending } from "./sweep/store";

/**
 * Labels as expired what waited in vain: that nobody answered is its own outcome, and no denial (A6). The clock had decided it
 * before; from here on the label says so too, and the same action may be asked for anew.
 * @returns how many
 */
export async function expireDue(
  tx: SqlTx,
  ctx: Context,
  which: { actionDigest: string } | { most: number },
): Promise<number> {
  const rows = await expirePending(tx, which);
  await recordEnds(tx, ctx, rows);
  return rows.length;
}
