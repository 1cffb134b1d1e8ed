import { proveEvents, recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { isCountersignError } from "@/lib/errors";
import { insertNotices } from "@/lib/notices";
import {
  anchorText,
  containerEnd,
  deflatedEntry,
  digestOf,
  PartWriter,
  storedEntry,
  storedFile,
  type WrittenFile,
  writeDeflated,
} from "@/lib/packs";
import { version } from "@/package.json";
import { loadCampaign, pool, type Queryable } from "../store";
import { type Content, contentOf } from "./content";
import { ANCHOR_FILE, MANIFEST_FILE, type Manifest, manifestText, PACK_FILES, PACK_FORMAT } from "./format";
import { inSnapshot, keyEvents, readSummary } from "./queries";
import { readReportFacts } from "./report/queries";
import { renderReport } from "./report/render-report";
import {
  beginPack,
  dropParts,
  findPack,
  measureParts,
  movePack,
  openPacks,
  type PackRecord,
  readPart,
  writePart,
} from "./store";

/** What a worker has to do next: "again" at once, "waits" for the log to sign, or nothing: "over". */
export type PackStep = "again" | "waits" | "over";

/** The next step of every pack of this campaign that is not finished: for the worker (C8). */
export async function buildPacks(ctx: Context, campaignId: string): Promise<PackStep> {
  const steps: PackStep[] = [];
  for (const id of await openPacks(pool(), campaignId)) steps.push(await buildPack(ctx, id));
  return steps.includes("again") ? "again" : steps.includes("waits") ? "waits" : "over";
}

/**
 * One step of one pack: everything up to the manifest, from one snapshot of the database, with the event that says the manifest's
 * digest; then, once the log has signed that event, its proof. Either may be begun again after a worker died over it.
 */
export async function buildPack(ctx: Context, id: string): Promise<PackStep> {
  const pack = await findPack(pool(), id);
  if (!pack || pack.state === "ready" || pack.state === "failed") return "over";
  try {
    return pack.state === "anchoring" ? await anchor(ctx, pack) : await write(ctx, pack);
  } catch (error) {
    await giveUp(ctx, pack, error);
    return "over";
  }
}

async function write(ctx: Context, pack: PackRecord): Promise<PackStep> {
  const written = await inSnapshot(pack.id, async (q) => {
    const summary = await readSummary(q, pack.campaignId);
    const proofs = await proveEvents(await keyEvents(q, pack.campaignId));
    // What was recorded a moment ago waits for its number: nothing was written yet that would be lost.
    if (!summary || !proofs || !(await beginPack(pack.id))) return null;
    const parts = new PartWriter((part) => writePart(pool(), { packId: pack.id, ...part }));
    const facts = await readReportFacts(q, pack.campaignId, summary);
    const report = await renderReport({ ...facts, packId: pack.id });
    const files = await writeFiles({ q, pack, report, proofs, items: summary.counts.items }, parts);
    const { counts, asOf, campaign } = summary;
    const manifest: Manifest = {
      format: PACK_FORMAT,
      product: { name: "Countersign", version },
      packId: pack.id,
      asOf,
      askedById: pack.askedById,
      campaign,
      counts: { ...counts, events: rowsIn(files, "events.jsonl"), proofs: rowsIn(files, "proofs.jsonl") },
      files,
    };
    const text = Buffer.from(manifestText(manifest));
    await parts.write(storedFile(MANIFEST_FILE, text).bytes);
    await parts.end();
    // Still alone with it: nobody else may begin it anew before it says that it is written.
    await finish(ctx, pack, { text, manifest });
    return true;
  });
  return written ? "again" : "waits";
}

type Written = WrittenFile & { rows: number | null };

const rowsIn = (files: readonly Written[], name: string) => files.find((file) => file.name === name)?.rows ?? 0;

async function writeFiles(content: Content, parts: PartWriter): Promise<Manifest["files"]> {
  const files: Manifest["files"] = [];
  for (const name of PACK_FILES) {
    const { chunks, rows } = contentOf(content, name);
    const written = await writeDeflated(name, chunks, (bytes) => parts.write(bytes));
    files.push({ ...written, name, rows: rows() });
  }
  return files;
}

/** The manifest's digest enters the log in the transaction that says the pack is written. */
async function finish(
  ctx: Context,
  pack: PackRecord,
  { text, manifest }: { text: Buffer; manifest: Manifest },
): Promise<void> {
  const manifestDigest = digestOf(text);
  await inSqlTransaction(async (tx: SqlTx) => {
    await writePart(tx, { packId: pack.id, number: 0, bytes: text });
    const { counts, asOf } = manifest;
    const eventId = await recordEvent(tx, ctx, {
      type: "campaign.pack_made",
      targetId: pack.campaignId,
      details: { packId: pack.id, manifestDigest, files: manifest.files.length, items: counts.items, at: asOf },
    });
    const move = { from: ["building" as const], to: "anchoring" as const, manifest: manifestDigest, eventId };
    if (!(await movePack(tx, pack.id, move))) throw new Error("another worker wrote this pack");
  });
}

async function anchor(ctx: Context, pack: PackRecord): Promise<PackStep> {
  const proofs = await proveEvents(pack.eventId ? [pack.eventId] : []);
  const text = await readPart(pool(), pack.id, 0);
  if (!proofs) return "waits";
  if (!proofs[0] || !text) throw new Error("the manifest of this pack is gone");
  const { bytes, entry } = storedFile(ANCHOR_FILE, Buffer.from(anchorText(proofs[0])));
  const { files, campaign } = JSON.parse(text.toString("utf8")) as Manifest;
  const entries = [...files.map(deflatedEntry), storedEntry(MANIFEST_FILE, text), entry];
  const tail = Buffer.concat([bytes, containerEnd(entries)]);
  await inSqlTransaction(async (tx) => {
    const so = await measureParts(tx, pack.id);
    const move = { from: ["anchoring" as const], to: "ready" as const, bytes: so.bytes + tail.length };
    if (!(await movePack(tx, pack.id, move))) return;
    await writePart(tx, { packId: pack.id, number: so.parts + 1, bytes: tail });
    await tell(tx, ctx, { pack, kind: "pack_ready", name: campaign.name });
  });
  return "over";
}

/** Whoever asked for it and went on to other things learns of it in their inbox. */
async function tell(
  tx: SqlTx,
  ctx: Context,
  { pack, kind, name }: { pack: PackRecord; kind: "pack_ready" | "pack_failed"; name: string },
): Promise<void> {
  if (!pack.askedById) return;
  const content = { name, path: `/campaigns/${pack.campaignId}/evidence` };
  await insertNotices(tx, [{ personId: pack.askedById, kind, agentId: null, content }], ctx.now);
}

/** A pack that cannot be made says so, and another can be asked for. After an outage of the database it is tried again. */
async function giveUp(ctx: Context, pack: PackRecord, error: unknown): Promise<void> {
  if (isOutage(error)) throw error;
  const why = isCountersignError(error) ? error.message : "The pack could not be made: the worker's log says why.";
  await inSqlTransaction(async (tx: Queryable & SqlTx) => {
    const move = { from: ["waiting" as const, "building" as const, "anchoring" as const], to: "failed" as const };
    if (!(await movePack(tx, pack.id, { ...move, error: why }))) return;
    await dropParts(tx, pack.id);
    const details = { packId: pack.id, why };
    await recordEvent(tx, ctx, { type: "campaign.pack_failed", targetId: pack.campaignId, details });
    await tell(tx, ctx, { pack, kind: "pack_failed", name: (await loadCampaign(tx, pack.campaignId))?.name ?? "" });
  });
  if (!isCountersignError(error)) throw error;
}

/** Lost or refused connections, a server that stops or has no room: by SQLSTATE class and by the socket's codes. */
function isOutage(error: unknown): boolean {
  const { code = "", message = "" } = (error ?? {}) as { code?: unknown; message?: string };
  return /^(08|53|57P|ECONN|EPIPE|ETIMEDOUT)/.test(String(code)) || message.startsWith("Connection terminated");
}
