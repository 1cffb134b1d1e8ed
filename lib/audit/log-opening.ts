import type { Context } from "@/lib/context";
import { systemContext } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { env } from "@/lib/env";
import type { Mark } from "@/lib/transparency";
import {
  emptyRoot,
  Frontier,
  hashRanges,
  nodesOf,
  openCheckpoint,
  parseVerifier,
  same,
  subtreeRoot,
  TILE_WIDTH,
  TileBuilder,
  tileOfNode,
} from "@/lib/transparency";
import { appendMark, lastMark } from "./guard";
import { leafOf, type NewEvent } from "./leaf";
import { findPosition } from "./log-queue";
import {
  appendBatch,
  findCheckpoint,
  insertEpoch,
  type LogState,
  markSealed,
  publish,
  readOpenTile,
  readState,
  readTile,
} from "./log-store";
import { loadSigningKey, type Signer, signerFor } from "./signer";
import { insertEvents, type Queryable, transactionOn } from "./store";

/** The log as its leader holds it; dropped and read again whenever an outcome is not certain. */
export interface OpenLog {
  epoch: number;
  signer: Signer;
  tree: TileBuilder;
  /** The newest position of the queue that the database knows as taken. */
  taken: bigint;
}

/** This process no longer leads, or the database is no longer what it led: drop the memory and open the log anew. */
export class Fenced extends Error {
  readonly code = "CS001";
}

const SEQUENCER = "sequencer";

/**
 * Reads the log into memory, beginning it when there is none. Null when it is sealed, or was sealed on the spot because
 * the stored tree, its signature, its key and the roll-back guard do not agree.
 * @throws CountersignError `unavailable` for a signing key or guard that cannot be read
 */
export async function openLog(client: SqlTx): Promise<OpenLog | null> {
  // The mark first: it is written after the commit, so a state read later can only be ahead of it.
  const mark = lastMark();
  const state = await readState(client);
  if (state.sealedReason) return null;
  if (state.origin === null) return beginLog(client, state, mark);
  const signer = signerFor(state.origin, loadSigningKey(false));
  const tree = await loadTree(client, state);
  const reason = await disagreement(client, state, { signer, tree, mark });
  if (reason || !tree) {
    await sealLog(client, reason ?? "the tiles are incomplete");
    return null;
  }
  const log = { epoch: state.epoch, signer, tree, taken: 0n };
  // After a crash between commit and publication the guard, the publication or both are still to be done.
  if (state.size > 0) await publishMarked(client, log);
  return log;
}

/** What keeps this log from being continued, in words; null when nothing does. */
async function disagreement(
  client: Queryable,
  state: LogState,
  { signer, tree, mark }: { signer: Signer; tree: TileBuilder | null; mark: Mark | null },
): Promise<string | null> {
  if (signer.vkey !== state.vkey) return "the signing key is not the one this log was begun with";
  if (!tree || !same(tree.root(), state.root)) return `the stored tiles do not give the root of ${state.size} leaves`;
  if (state.size > 0) {
    const last = await findCheckpoint(client, state.epoch, null);
    if (last?.size !== state.size) return "the last checkpoint is missing";
    if (!isSigned(last.note, state)) return "the last checkpoint is not the one that was signed";
  }
  return guardComplaint(client, state, mark);
}

function isSigned(note: string, state: LogState): boolean {
  try {
    const checkpoint = openCheckpoint(note, parseVerifier(state.vkey ?? ""));
    return checkpoint.size === state.size && same(checkpoint.root, state.root);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Compares the stored tree with the newest mark: a database behind the mark, or of another history, must not go on. */
async function guardComplaint(
  client: Queryable,
  tree: { epoch: number; size: number; root: Buffer },
  mark: Mark | null,
): Promise<string | null> {
  if (!mark) return "the roll-back guard is missing, so nobody can say whether this database is the newest";
  if (mark.epoch !== tree.epoch) return `the roll-back guard is at epoch ${mark.epoch}, the database at ${tree.epoch}`;
  if (mark.size > tree.size) {
    return `${mark.size} leaves were published and the database has ${tree.size}: it was restored from an older copy`;
  }
  const root = mark.size === tree.size ? tree.root : await rootAt(client, tree, mark.size);
  if (root?.toString("base64") !== mark.root) return `the first ${mark.size} leaves are not those that were published`;
  return null;
}

/** The root of the first `size` leaves, from the tiles; null when they are incomplete. */
async function rootAt(client: Queryable, tree: { epoch: number; size: number }, size: number): Promise<Buffer | null> {
  if (size === 0) return emptyRoot();
  const [root] = await hashRanges([[0, size]], tree.size, async (level, index, width) => {
    return (await readTile(client, tree.epoch, { level, index, width })) ?? Buffer.alloc(0);
  });
  return root ?? null;
}

/** The right edge of the stored tree; null when a hash of it is missing. */
async function loadTree(client: Queryable, { epoch, size }: LogState): Promise<TileBuilder | null> {
  const open: Buffer[][] = [];
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    const hashes = Math.floor(size / TILE_WIDTH ** level);
    const tile = { level, index: Math.floor(hashes / TILE_WIDTH), width: hashes % TILE_WIDTH };
    open.push(await readOpenTile(client, epoch, tile));
    if (open[level]?.length !== tile.width) return null;
  }
  const peaks = nodesOf([0, size]).map((node) => {
    const { level, from, count } = tileOfNode(node);
    return subtreeRoot((open[level] ?? []).slice(from, from + count));
  });
  return new TileBuilder(Frontier.of(size, peaks), open);
}

async function beginLog(client: SqlTx, state: LogState, mark: Mark | null): Promise<OpenLog | null> {
  if (state.size > 0 || (mark && mark.size > 0)) {
    await sealLog(client, `the roll-back guard knows a log of ${mark?.size ?? 0} leaves, the database none`);
    return null;
  }
  const origin = env().COUNTERSIGN_LOG_ORIGIN;
  return openTree(client, systemContext(SEQUENCER), {
    epoch: 1,
    origin,
    signer: signerFor(origin, loadSigningKey(true)),
    first: { type: "log.created", targetId: "log", details: { epoch: 1, origin } },
  });
}

/** Opens an epoch whose first leaf is `first`. The guard hears of the epoch before the database does. */
export async function openTree(
  client: SqlTx,
  ctx: Context,
  given: { epoch: number; origin: string; signer: Signer; first: NewEvent },
): Promise<OpenLog> {
  const { epoch, origin, signer } = given;
  const row = leafOf(ctx, given.first);
  const tree = new TileBuilder(new Frontier());
  appendMark({ epoch, size: 0, root: emptyRoot().toString("base64"), at: ctx.now.toISOString() });
  const taken = await transactionOn(client, async () => {
    await insertEpoch(client, { epoch, origin, vkey: signer.vkey });
    await insertEvents(client, [row]);
    const position = await findPosition(client, row.id);
    if (position === null) throw new Error("the first leaf of the epoch does not wait for its number");
    tree.append(row.leafHash);
    await appendBatch(client, {
      epoch,
      size: 0,
      root: emptyRoot(),
      positions: [position],
      eventIds: [row.id],
      newRoot: tree.root(),
      tiles: [],
      note: signer.sign({ size: 1, root: tree.root() }),
    });
    return position;
  });
  const log = { epoch, signer, tree, taken };
  await publishMarked(client, log);
  return log;
}

/** Before signing: the newest mark must be the tree in memory. What it is instead, `openLog` finds out. @throws Fenced */
export function requireOwnMark(log: OpenLog): void {
  const mark = lastMark();
  const own =
    mark?.epoch === log.epoch && mark.size === log.tree.size && mark.root === log.tree.root().toString("base64");
  if (!own) throw new Fenced("the roll-back guard is not where this sequencer left it");
}

/** Writes the committed tree to the guard, then lets the world see its checkpoint: in this order, always. */
export async function publishMarked(client: Queryable, log: Pick<OpenLog, "epoch" | "tree">): Promise<void> {
  const { size } = log.tree;
  const mark = lastMark();
  if (mark?.epoch !== log.epoch || mark.size !== size) {
    const root = log.tree.root().toString("base64");
    appendMark({ epoch: log.epoch, size, root, at: new Date().toISOString() });
  }
  await publish(client, log.epoch, size);
}

/** From here on reads work, and writing and signing refuse. The reason is recorded and stands in the first leaf after it. */
export async function sealLog(client: SqlTx, reason: string): Promise<void> {
  const event: NewEvent = { type: "log.sealed", targetId: "log", details: { reason } };
  try {
    await transactionOn(client, async () => {
      await insertEvents(client, [leafOf(systemContext(SEQUENCER), event)]);
      await markSealed(client, reason);
    });
  } catch {
    // The event could not be written (the backlog is full, say); the seal must hold all the same.
    await markSealed(client, reason);
  }
}
