import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, isCountersignError, notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";
import { requireCampaign } from "../guard";
import { pool } from "../store";
import { findPack, measureParts, readPart } from "./store";

/** A pack on its way out. */
export interface OpenedPack {
  id: string;
  campaignId: string;
  /** Such as "countersign-cmp_….zip". */
  fileName: string;
  bytes: number;
  /** The container, a megabyte at a time. */
  parts: AsyncGenerator<Buffer>;
}

/**
 * A finished pack, to be sent. The taking is recorded before its first byte leaves (C8).
 * @throws CountersignError `not_found`, `forbidden`, `unmet` while it is not ready
 */
export function openPack(ctx: Context, id: string): Promise<OpenedPack> {
  return inSqlTransaction(async (tx) => {
    const pack = isId("cpk", id) ? await findPack(tx, id) : null;
    if (!pack) throw notFound("pack");
    await requireCampaign(tx, ctx, { id: pack.campaignId, verb: "campaigns.export" }).catch(hidePack);
    if (pack.state !== "ready")
      throw new CountersignError("unmet", "This pack is not ready: wait until it is made, or ask for another.");
    const { parts, bytes } = await measureParts(tx, id);
    const details = { packId: id, manifestDigest: pack.manifest, bytes };
    await recordEvent(tx, ctx, { type: "campaign.pack_taken", targetId: pack.campaignId, details });
    return {
      id,
      campaignId: pack.campaignId,
      fileName: `countersign-${pack.campaignId}-${pack.askedAt.toISOString().slice(0, 10)}.zip`,
      bytes,
      parts: partsOf(id, parts),
    };
  });
}

/** Whoever may not see the campaign does not learn that there is a pack of one. */
function hidePack(error: unknown): never {
  throw isCountersignError(error) && error.code === "not_found" ? notFound("pack") : error;
}

async function* partsOf(id: string, parts: number): AsyncGenerator<Buffer> {
  for (let number = 1; number <= parts; number++) {
    const bytes = await readPart(pool(), id, number);
    if (!bytes) throw new CountersignError("unavailable", "A part of this pack is gone: ask for another.");
    yield bytes;
  }
}
