import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { type MarkSeenInput, markSeenSchema } from "./schema";
import { setSeen } from "./store";

/**
 * The caller has seen these notices of their own, or all of them. Those of others, and those seen already, stay as they are.
 * No event: what a notice tells is in the log already, and that somebody looked is nobody else's business.
 */
export async function markSeen(ctx: Context, input: MarkSeenInput): Promise<{ seen: number }> {
  requirePermission(ctx, "inbox.read");
  const { ids } = parseInput(markSeenSchema, input);
  return { seen: await inSqlTransaction((tx) => setSeen(tx, ctx.actor.id, { ids: ids ?? null, at: ctx.now })) };
}
