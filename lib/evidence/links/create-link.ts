import { hash } from "node:crypto";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { drawRandom } from "@/lib/random";
import { requireExport, requirePerson } from "../guard";
import { canShare, linkExpiry } from "../rules";
import { type CreateLinkInput, createLinkSchema } from "../schema";
import { insertLink } from "./store";

const SECRET_BYTES = 32;

/** What a link's secret is found by: nobody who reads the database can open it. */
export const hashOf = (secret: string): Buffer => hash("sha256", secret, "buffer");

/**
 * Makes a link to one export for somebody without an account (L5). The secret is answered once and kept nowhere.
 * @throws CountersignError `not_found`, `forbidden` (recorded), `invalid`, `unmet` unless the export is ready
 */
export async function createLink(
  ctx: Context,
  input: CreateLinkInput,
): Promise<{ id: string; secret: string; expiresAt: Date }> {
  const { exportId, recipient, days } = parseInput(createLinkSchema, input);
  const work = () =>
    inSqlTransaction(async (tx) => {
      const createdById = requirePerson(ctx);
      const shared = await requireExport(tx, ctx, { id: exportId, verb: "evidence.link", held: true });
      const allowed = canShare(shared, ctx.now);
      if (!allowed.allowed) throw new CountersignError("unmet", allowed.reason);
      const secret = Buffer.from(drawRandom(SECRET_BYTES)).toString("base64url");
      const expiresAt = linkExpiry(shared, ctx.now, days);
      const id = newId("elk", ctx.now);
      const link = { id, exportId, hash: hashOf(secret), recipient, createdById, at: ctx.now, expiresAt };
      await insertLink(tx, link);
      const details = { linkId: id, expiresAt: expiresAt.toISOString(), title: shared.title, recipient };
      await recordEvent(tx, ctx, { type: "evidence.link_created", targetId: exportId, details });
      return { id, secret, expiresAt };
    });
  return refusingOnRecord(ctx, { verb: "evidence.link", resource: exportId }, work);
}
