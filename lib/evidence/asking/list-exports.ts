import { requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import { isId } from "@/lib/ids";
import { seesAll } from "../guard";
import { type ExportRecord, pool, selectExports } from "../store";
import type { ExportView } from "../views";

const PAGE = 50;

/** Exports, the newest first: everybody's for who reads evidence of the whole organisation, else one's own. @throws `forbidden` */
export async function listExports(
  ctx: Context,
  { before = null }: { before?: string | null } = {},
): Promise<{ rows: ExportView[]; older: string | null }> {
  requireReach(ctx, "evidence.read");
  const askedById = seesAll(ctx) ? null : ctx.actor.id;
  const cursor = before && isId("exp", before) ? before : null;
  const rows = await selectExports(pool(), { askedById, before: cursor, limit: PAGE + 1 });
  const page = rows.slice(0, PAGE);
  return {
    rows: page.map((row) => viewOf(row, ctx.now)),
    older: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

/** As it stands by the clock: what its worker has not let go of yet has expired all the same. */
export function viewOf({ epoch: _epoch, size: _size, ...row }: ExportRecord, now: Date): ExportView {
  return row.state === "ready" && row.expiresAt <= now ? { ...row, state: "expired" } : row;
}
