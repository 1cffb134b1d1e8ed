import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import type { MyReview } from "../views";
import { type MyReviewRow, selectMyReviews } from "./queries";
import { readerOf } from "./reader";

/** The running campaigns that ask the caller for something or in which they have spoken, the most urgent first (C2, D2). */
export async function listMyReviews(ctx: Context): Promise<MyReview[]> {
  return inSqlTransaction(async (tx) => {
    const rows = await selectMyReviews(tx, await readerOf(tx, ctx), null);
    return rows.filter(({ open, decided, signed }) => open + decided + signed > 0).map((row) => reviewOf(row, ctx.now));
  });
}

export function reviewOf({ seated, dueAt, ...row }: MyReviewRow, now: Date): MyReview {
  return { ...row, dueAt: dueAt ?? now, total: Math.max(seated, row.open + row.decided + row.signed) };
}
