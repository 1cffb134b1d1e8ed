import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { insertAccess } from "./links/store";
import type { ExportRecord } from "./store";

interface Access {
  what: "opened" | "downloaded";
  /** Through which link, by whom it was made for. */
  link?: { id: string; recipient: string };
  bytes?: number;
}

/** One link of the chain of custody: a row and an event, before the first byte leaves (L5). */
export async function noteAccess(
  tx: SqlTx,
  ctx: Context,
  given: { of: Pick<ExportRecord, "id" | "title" | "manifest"> } & Access,
): Promise<void> {
  const { of, what, link, bytes = 0 } = given;
  const texts = { title: of.title, ...(link ? { recipient: link.recipient } : {}) };
  const linkId = link?.id ?? null;
  const eventId =
    what === "opened"
      ? await recordEvent(tx, ctx, { type: "evidence.opened", targetId: of.id, details: { ...texts, linkId } })
      : await recordEvent(tx, ctx, {
          type: "evidence.downloaded",
          targetId: of.id,
          details: { ...texts, linkId, bytes, manifest: of.manifest },
        });
  const personId = ctx.actor.kind === "user" ? ctx.actor.id : null;
  await insertAccess(tx, { id: newId("exa", ctx.now), exportId: of.id, linkId, personId, what, at: ctx.now, eventId });
}
