import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { noteAccess } from "../custody";
import { requireExport, requirePerson } from "../guard";
import { findLink } from "../links/store";
import { canDownload } from "../rules";
import { type ExportRecord, measureParts, pool, readPart } from "../store";
import type { OpenedExport } from "../views";

/**
 * A finished export, to be sent. The download is recorded before its first byte leaves (L5).
 * @throws CountersignError `not_found`, `forbidden`, `unmet` while it is not ready or when its time is over
 */
export function openExport(ctx: Context, id: string): Promise<OpenedExport> {
  return inSqlTransaction(async (tx) => {
    requirePerson(ctx);
    const found = await requireExport(tx, ctx, { id, verb: "evidence.read" });
    return sendExport(tx, ctx, { found });
  });
}

/** Records a download and gives what is sent. @throws CountersignError `unmet` */
export async function sendExport(
  tx: SqlTx,
  ctx: Context,
  { found, link }: { found: ExportRecord; link?: { id: string; recipient: string } },
): Promise<OpenedExport> {
  const allowed = canDownload(found, ctx.now);
  if (!allowed.allowed) throw new CountersignError("unmet", allowed.reason);
  const { numbers, bytes } = await measureParts(tx, found.id);
  await noteAccess(tx, ctx, { of: found, what: "downloaded", bytes, ...(link ? { link } : {}) });
  const day = found.askedAt.toISOString().slice(0, 10);
  return {
    id: found.id,
    fileName: `countersign-${found.id}-${day}.zip`,
    bytes,
    parts: partsOf(found.id, numbers, link?.id),
  };
}

/** @param linkId through which it is sent: where that is revoked meanwhile the answer breaks off, and is no whole file */
async function* partsOf(id: string, numbers: readonly number[], linkId?: string): AsyncGenerator<Buffer> {
  for (const number of numbers) {
    if (linkId && (await findLink(pool(), linkId))?.revokedAt !== null) throw notFound("page");
    const bytes = await readPart(pool(), id, number);
    if (!bytes) throw new CountersignError("unavailable", "A part of this export is gone: ask for it again.");
    yield bytes;
  }
}
