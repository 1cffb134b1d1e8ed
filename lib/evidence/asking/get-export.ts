import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { refusalOf, requireExport } from "../guard";
import { custodyOf, linksOf } from "../links/store";
import { contentsOf } from "../present-contents";
import { canCancel, canDownload, canShare, linkState } from "../rules";
import { readPart } from "../store";
import type { Ability, ExportDetail } from "../views";
import { viewOf } from "./list-exports";

/** One export with what is in it, who had it in hand, and its links. @throws CountersignError `not_found`, `forbidden` */
export function getExport(ctx: Context, id: string): Promise<ExportDetail> {
  return inSqlTransaction(async (tx) => {
    const found = await requireExport(tx, ctx, { id, verb: "evidence.read" });
    const manifest = found.manifest ? await readPart(tx, id, 0) : null;
    const links = await linksOf(tx, id);
    const isOwn = found.askedById === ctx.actor.id;
    return {
      ...viewOf(found, ctx.now),
      contents: manifest && found.state === "ready" ? contentsOf(manifest) : null,
      custody: await custodyOf(tx, id),
      links: links.map(({ exportId: _export, ...link }) => ({ ...link, state: linkState(link, ctx.now) })),
      abilities: {
        download: canDownload(found, ctx.now),
        cancel: unless(isOwn ? null : refusalOf(ctx, "evidence.export"), canCancel(found)),
        link: unless(refusalOf(ctx, "evidence.link"), canShare(found, ctx.now)),
      },
    };
  });
}

const unless = (refusal: string | null, rule: Ability): Ability =>
  refusal === null ? rule : { allowed: false, reason: refusal };
