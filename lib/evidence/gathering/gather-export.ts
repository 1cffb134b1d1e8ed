import { proveEvents, recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { isCountersignError } from "@/lib/errors";
import { insertNotices } from "@/lib/notices";
import { anchorText, containerEnd, deflatedEntry, digestOf, storedEntry, storedFile } from "@/lib/packs";
import { ANCHOR_FILE, MANIFEST_FILE, type Manifest } from "../format/manifest";
import { inSnapshot } from "../queries";
import {
  askedEventOf,
  dropParts,
  type ExportRecord,
  findExport,
  measureParts,
  moveExport,
  pool,
  readPart,
  writePart,
} from "../store";
import { LAST_PART } from "./container";
import { Cancelled, type Gathered, writeExport } from "./write-export";

/** What a worker has to do next: "again" at once, "waits" for the log, or nothing: "over". */
export type ExportStep = "again" | "waits" | "over";

/**
 * One step of one export (L5): everything up to the manifest, from one snapshot of the database, with the event that says the
 * manifest's digest; then, once the log has signed that event, its proof. Either may be begun again after a worker died over it.
 */
export async function gatherExport(ctx: Context, id: string): Promise<ExportStep> {
  const asked = await findExport(pool(), id);
  if (!asked) return "over";
  try {
    if (asked.state === "anchoring") return await anchor(ctx, asked);
    if (asked.state === "waiting" || asked.state === "gathering") return await gather(ctx, asked);
    return "over";
  } catch (error) {
    if (error instanceof Cancelled) await dropParts(pool(), id);
    else await giveUp(ctx, asked, error);
    return "over";
  }
}

async function gather(ctx: Context, asked: ExportRecord): Promise<ExportStep> {
  // Everything that was recorded before it was asked for is in it: its own asking has to be signed first.
  const askedEvent = await askedEventOf(pool(), asked.id);
  if (!askedEvent || !(await proveEvents([askedEvent]))) return "waits";
  const done = await inSnapshot(asked.id, async (q) => {
    const gathered = await writeExport(q, ctx, asked);
    // Still alone with it: nobody else may begin it anew before it says that it is written.
    if (gathered) await finish(ctx, asked, gathered);
    return gathered !== null;
  });
  return done ? "again" : "waits";
}

/** The manifest's digest enters the log in the transaction that says the export is written. */
async function finish(ctx: Context, asked: ExportRecord, { manifest, text }: Gathered): Promise<void> {
  const { counts, formats } = manifest;
  const tree = manifest.trees.at(-1) ?? { epoch: 0, size: 0 };
  const digest = digestOf(text);
  await inSqlTransaction(async (tx) => {
    await writePart(tx, { exportId: asked.id, number: 0, bytes: text });
    const { bytes } = await measureParts(tx, asked.id);
    const { epoch, size } = tree;
    const facts = { manifest: digest, formats, total: counts.events, bytes, epoch, size, askedById: asked.askedById };
    const eventId = await recordEvent(tx, ctx, {
      type: "evidence.made",
      targetId: asked.id,
      details: { ...facts, title: asked.title },
    });
    const move = { manifest: digest, eventId, events: counts.events, tree: { epoch, size } };
    if (!(await moveExport(tx, asked.id, { from: ["gathering"], to: "anchoring", ...move }))) throw new Cancelled();
  });
}

async function anchor(ctx: Context, made: ExportRecord): Promise<ExportStep> {
  const proofs = await proveEvents(made.eventId ? [made.eventId] : []);
  if (!proofs) return "waits";
  const text = await readPart(pool(), made.id, 0);
  if (!proofs[0] || !text) throw new Error("the manifest of this export is gone");
  const { bytes, entry } = storedFile(ANCHOR_FILE, Buffer.from(anchorText(proofs[0])));
  const { files } = JSON.parse(text.toString("utf8")) as Manifest;
  const entries = [...files.map(deflatedEntry), storedEntry(MANIFEST_FILE, text), entry];
  const tail = Buffer.concat([bytes, containerEnd(entries)]);
  await inSqlTransaction(async (tx) => {
    const so = await measureParts(tx, made.id);
    const move = { from: ["anchoring"] as const, to: "ready" as const, bytes: so.bytes + tail.length };
    if (!(await moveExport(tx, made.id, move))) return;
    await writePart(tx, { exportId: made.id, number: LAST_PART, bytes: tail });
    await tell(tx, ctx, made, "export_ready");
  });
  return "over";
}

/** Whoever asked for it and went on to other things learns of it in their inbox. */
async function tell(tx: SqlTx, ctx: Context, { id, title, askedById }: ExportRecord, kind: string): Promise<void> {
  const content = { name: title, path: `/evidence/${id}` };
  await insertNotices(tx, [{ personId: askedById, kind, agentId: null, content }], ctx.now);
}

const NO_ROOM =
  "The database's disk is full, so this export could not be written. Ask whoever runs Countersign to make room, or ask for less at once; " +
  "then ask for it again.";
const UNKNOWN = "The export could not be made: the worker's log says why. Ask for it again once that is mended.";

/** An export that cannot be made says so, and can be asked for again. After an outage of the database it is tried again. */
async function giveUp(ctx: Context, asked: ExportRecord, error: unknown): Promise<void> {
  if (isOutage(error)) throw error;
  const known = isCountersignError(error) ? error.message : null;
  const why = known ?? (codeOf(error) === DISK_FULL ? NO_ROOM : UNKNOWN);
  await inSqlTransaction(async (tx) => {
    const from = ["waiting", "gathering", "anchoring"] as const;
    if (!(await moveExport(tx, asked.id, { from, to: "failed", error: why }))) return;
    await dropParts(tx, asked.id);
    const details = { title: asked.title, reason: why };
    await recordEvent(tx, ctx, { type: "evidence.failed", targetId: asked.id, details });
    await tell(tx, ctx, asked, "export_failed");
  });
  if (!isCountersignError(error)) throw error;
}

/** SQLSTATE. Trying again at once would fill the disk again: it is for people to decide. */
const DISK_FULL = "53100";

/** Lost or refused connections, a server that stops or has too many of them: by SQLSTATE class and by the socket's codes. */
function isOutage(error: unknown): boolean {
  const code = codeOf(error);
  if (code === DISK_FULL) return false;
  const { message = "" } = (error ?? {}) as { message?: string };
  return /^(08|53|57P|ECONN|EPIPE|ETIMEDOUT)/.test(code) || message.startsWith("Connection terminated");
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? "");
