import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { NOTICES_MAX, type NoticeView } from "./schema";
import { selectUnseen } from "./store";

/** What the caller should know and has not marked as seen, newest first; `cut` when there is more than is listed (K4). */
export async function listNotices(ctx: Context): Promise<{ notices: NoticeView[]; cut: boolean }> {
  requirePermission(ctx, "inbox.read");
  const found = await inSqlTransaction((tx) => selectUnseen(tx, ctx.actor.id, NOTICES_MAX + 1));
  const notices = found.slice(0, NOTICES_MAX).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return { notices, cut: found.length > NOTICES_MAX };
}
