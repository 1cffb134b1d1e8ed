import type { Context } from "@/lib/context";
import { isId } from "@/lib/ids";
import type { ProofBundle } from "@/lib/transparency";
import { encodeEntries, parseTilePath, TILE_WIDTH, type TileName, widthAt } from "@/lib/transparency";
import { findCheckpoint, findLetGoEvent, findNumber, readBeside, readEpochs, readLeaves, readTile } from "./log-store";
import { Prover, tooEarly, type View, viewOf, withLines } from "./prover";
import { getEvent } from "./queries";
import { reading } from "./store";
import { findCosigned } from "./witnesses/store";

/** One answer of the public log. `immutable`: the same for ever, to be cached by anybody. */
export interface Published {
  type: "text/plain; charset=utf-8" | "application/octet-stream" | "application/json";
  body: Buffer;
  immutable: boolean;
}

/**
 * What stands at `path` below the log's prefix (C2SP tlog-tiles): `checkpoint`, `tile/…`, and beside them `vkey`, `epochs`,
 * `proof/<event id>`, and `witnessed`, the newest checkpoint that a witness signed as well. Earlier epochs stand below `epochs/<n>/`,
 * of those whose leaves were let go with `let-go`, the proof of the event that says so. Null for anything else.
 */
export async function readPublished(path: string): Promise<Published | null> {
  if (path.startsWith("proof/")) return findProof(path.slice("proof/".length));
  const former = /^epochs\/([1-9]\d{0,5})\/(.+)$/.exec(path);
  const rest = former ? (former[2] as string) : path;
  const epochs = await readEpochs(reading());
  if (path === "epochs") {
    return json({ epochs: epochs.map(({ epoch, origin, vkey, minimum }) => ({ epoch, origin, vkey, minimum })) });
  }
  const number = former ? Number(former[1]) : epochs.length;
  const epoch = epochs.find((known) => known.epoch === number);
  if (!epoch) return null;
  if (rest === "vkey")
    return { type: "text/plain; charset=utf-8", body: Buffer.from(`${epoch.vkey}\n`), immutable: false };
  if (rest === "let-go") return number < epochs.length && epoch.minimum > 0 ? findLetGo(number) : null;
  if (rest !== "checkpoint" && rest !== "witnessed" && !parseTilePath(rest)) return null;
  const view = await viewOf(epoch);
  if (rest === "checkpoint") return checkpointOf(view);
  if (rest === "witnessed") return witnessedOf(view);
  return tileAt(view, parseTilePath(rest) as TileName);
}

async function checkpointOf(view: View): Promise<Published | null> {
  const checkpoint = await findCheckpoint(reading(), view.epoch, view.size);
  if (!checkpoint) return null;
  const cosigned = await findCosigned(reading(), view.epoch, view.size);
  const lines = cosigned?.size === view.size ? cosigned.lines : [];
  return { type: "text/plain; charset=utf-8", body: Buffer.from(withLines(checkpoint.note, lines)), immutable: false };
}

async function witnessedOf(view: View): Promise<Published | null> {
  const cosigned = await findCosigned(reading(), view.epoch, view.size);
  const checkpoint = cosigned && (await findCheckpoint(reading(), view.epoch, cosigned.size));
  if (!cosigned || !checkpoint) return null;
  const body = Buffer.from(withLines(checkpoint.note, cosigned.lines));
  return { type: "text/plain; charset=utf-8", body, immutable: false };
}

async function tileAt(view: View, tile: TileName): Promise<Published | null> {
  const { level, index, width } = tile;
  if (widthAt(view.size, level === "entries" ? 0 : level, index) < width) return null;
  // Pruned, as tlog-tiles allows: the entries are not there any more, the hashes are.
  if (level === "entries" && index * TILE_WIDTH < view.minimum) return null;
  const body =
    level === "entries"
      ? await bundleAt(view.epoch, index, width)
      : await readTile(reading(), view.epoch, { level, index, width });
  return body && { type: "application/octet-stream", body, immutable: true };
}

/** What is left of a bundle ends before the first leaf that is gone: a shorter bundle tells the verifier where. */
async function bundleAt(epoch: number, index: number, width: number): Promise<Buffer> {
  const leaves = await readLeaves(reading(), epoch, index * TILE_WIDTH, index * TILE_WIDTH + width);
  const present: Buffer[] = [];
  for (const { seq, leaf } of leaves) {
    if (!leaf || seq !== index * TILE_WIDTH + present.length) break;
    present.push(leaf);
  }
  return encodeEntries(present);
}

async function findProof(eventId: string): Promise<Published | null> {
  if (!isId("evt", eventId)) return null;
  const number = await findNumber(reading(), eventId);
  return number && json(await new Prover().prove(eventId, number));
}

/** An epoch that is over cannot say itself what was let go of it: a later one does. */
async function findLetGo(epoch: number): Promise<Published | null> {
  const eventId = await findLetGoEvent(reading(), epoch);
  return eventId === null ? null : findProof(eventId);
}

/**
 * The proof of one event for whoever may read it: its leaf, its place, the way to the root, the signed root, and with their
 * salts the texts and personal fields that the leaf commits to.
 * @throws CountersignError `not_found`; `unavailable` for an event that was recorded less than a second ago
 */
export async function proofOf(ctx: Context, eventId: string): Promise<ProofBundle> {
  await getEvent(ctx, eventId);
  const number = await findNumber(reading(), eventId);
  if (!number) throw tooEarly();
  return { ...(await new Prover().prove(eventId, number)), beside: await readBeside(reading(), eventId) };
}

function json(value: unknown): Published {
  return { type: "application/json", body: Buffer.from(`${JSON.stringify(value, null, 2)}\n`), immutable: false };
}
