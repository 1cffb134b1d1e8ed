import { type Context, systemContext } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { type Limit, spend, tooManyAttempts } from "@/lib/limits";
import { sendExport } from "../asking/open-export";
import { noteAccess } from "../custody";
import { contentsOf } from "../present-contents";
import { canDownload, linkState } from "../rules";
import { type ExportRecord, findExport, readPart } from "../store";
import type { CustodyStep, OpenedExport, SharedExport } from "../views";
import { hashOf } from "./create-link";
import { custodyOf, findLinkByHash, type LinkRecord } from "./store";

/** From one address: guessing is hopeless anyway, and each opening writes into the log. */
const PER_ADDRESS: Limit = { name: "evidence-link-address", attempts: 60, windowSeconds: 300 };
const PER_LINK: Limit = { name: "evidence-link", attempts: 60, windowSeconds: 300 };
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Where a link is opened from; the clock is the caller's. */
export interface Visit {
  secret: string;
  address: string;
  now?: Date;
}

/**
 * What a link shows to whoever holds it; the opening is an event. A wrong, an expired and a revoked link are the same: nothing.
 * @throws CountersignError `not_found`, `rate_limited`
 */
export function openLink(visit: Visit): Promise<SharedExport> {
  return visited(visit, async (tx, ctx, { link, found }) => {
    const manifest = await readPart(tx, found.id, 0);
    if (!manifest) throw notFound("page");
    await noteAccess(tx, ctx, { of: found, what: "opened", link });
    const { vkey, events, ...contents } = contentsOf(manifest);
    return {
      id: found.id,
      title: found.title,
      recipient: link.recipient,
      linkExpiresAt: link.expiresAt,
      madeAt: found.readyAt ?? found.askedAt,
      askedBy: found.askedBy,
      events,
      bytes: found.bytes,
      manifest: found.manifest,
      contents,
      custody: (await custodyOf(tx, found.id)).map((step) => withoutOthers(step, link.recipient)),
      vkey,
    };
  });
}

/** Who else was given the export is no business of this recipient; that somebody was, is. */
function withoutOthers(step: CustodyStep, recipient: string): CustodyStep {
  return step.byLink && step.who !== recipient ? { ...step, who: "Another recipient" } : step;
}

/** The same export, to be sent; the download is an event. @throws CountersignError `not_found`, `rate_limited` */
export function downloadByLink(visit: Visit): Promise<OpenedExport> {
  return visited(visit, (tx, ctx, { link, found }) => sendExport(tx, ctx, { found, link }));
}

async function visited<T>(
  { secret, address, now }: Visit,
  work: (tx: SqlTx, ctx: Context, opened: { link: LinkRecord; found: ExportRecord }) => Promise<T>,
): Promise<T> {
  const spent = await spend(PER_ADDRESS, address);
  if (!spent.allowed) throw tooManyAttempts(spent);
  if (!SECRET.test(secret)) throw notFound("page");
  const ctx = systemContext("evidence-link", now ? { now } : {});
  return inSqlTransaction(async (tx) => {
    const link = await findLinkByHash(tx, hashOf(secret));
    const found = link && linkState(link, ctx.now) === "works" ? await findExport(tx, link.exportId) : null;
    if (!link || !found || !canDownload(found, ctx.now).allowed) throw notFound("page");
    const used = await spend(PER_LINK, link.id);
    if (!used.allowed) throw tooManyAttempts(used);
    return work(tx, ctx, { link, found });
  });
}
