import type { FullTile, Opening } from "@/lib/transparency";
import { TILE_WIDTH } from "@/lib/transparency";
import { textArray } from "./once/arrays";
import { openFields, type StoredField } from "./person-keys";
import type { Queryable } from "./store";

/** The tables of the tree, over any connection: the sequencer works on the one that holds its lock, the self-audit on its own. */

// Looked up one by one: a batch is small beside the table, and a planner without statistics would read all of it instead.
export const EVENT_OF = (rows: string) =>
  `lateral (select leaf, leaf_hash from audit_events where at = ${rows}.at and id = ${rows}.event_id offset 0) e on true`;

export interface LogState {
  epoch: number;
  size: number;
  root: Buffer;
  publishedSize: number;
  sealedReason: string;
  faultReason: string;
  fullAuditAt: Date | null;
  /** Null until the log was begun. */
  origin: string | null;
  vkey: string | null;
}

/** @throws Error when the row is gone: only somebody past the walls can have removed it */
export async function readState(q: Queryable): Promise<LogState> {
  const { rows } = await q.query({
    name: "log-state",
    text: `select s.epoch, s.size, s.root, s.published_size, s.sealed_reason, s.fault_reason, s.full_audit_at, e.origin, e.vkey
      from log_state s left join log_epochs e on e.epoch = s.epoch where s.id = 1`,
  });
  const row = rows[0];
  if (!row) throw new Error("the state of the audit log is missing");
  return {
    epoch: row.epoch,
    size: Number(row.size),
    root: row.root,
    publishedSize: Number(row.published_size),
    sealedReason: row.sealed_reason,
    faultReason: row.fault_reason,
    fullAuditAt: row.full_audit_at,
    origin: row.origin,
    vkey: row.vkey,
  };
}

export interface Batch {
  epoch: number;
  /** The tree as it stands: the compare of the compare-and-set. */
  size: number;
  root: Buffer;
  /** The rows of the queue that the events were read from. Others of the same rows go on waiting. */
  positions: readonly bigint[];
  eventIds: readonly string[];
  newRoot: Buffer;
  tiles: readonly FullTile[];
  note: string;
}

/** Numbers, tiles, state and checkpoint in one statement. Fails with SQLSTATE CS001 when the tree is not at `size` and `root`. */
export async function appendBatch(q: Queryable, batch: Batch): Promise<void> {
  await q.query({
    name: "log-append",
    text: "select log_append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
    values: [
      batch.epoch,
      batch.size,
      batch.root,
      batch.positions,
      textArray(batch.eventIds),
      batch.newRoot,
      batch.tiles.map((tile) => tile.level),
      batch.tiles.map((tile) => tile.index),
      batch.tiles.map((tile) => tile.hashes),
      batch.tiles.map((tile) => tile.root),
      batch.note,
    ],
  });
}

export async function publish(q: Queryable, epoch: number, size: number): Promise<void> {
  await q.query({ name: "log-publish", text: "select log_publish($1,$2)", values: [epoch, size] });
}

export async function noteDrained(q: Queryable, position: bigint): Promise<void> {
  await q.query("select log_note_drained($1)", [position]);
}

export async function markSealed(q: Queryable, reason: string): Promise<void> {
  await q.query("select log_seal($1)", [reason]);
}

export async function noteAudit(q: Queryable, fault: string, full: boolean): Promise<void> {
  await q.query("select log_note_audit($1,$2)", [fault, full]);
}

/** Fails with SQLSTATE CS001 unless the log is empty or sealed. */
export async function insertEpoch(q: Queryable, given: { epoch: number; origin: string; vkey: string }): Promise<void> {
  await q.query("select log_open_epoch($1,$2,$3)", [given.epoch, given.origin, given.vkey]);
}

export interface StoredCheckpoint {
  size: number;
  root: Buffer;
  note: string;
}

/** Checkpoints of an epoch with `after` < size ≤ `upTo`, by size. */
export async function readCheckpoints(
  q: Queryable,
  epoch: number,
  sizes: { after: number; upTo: number },
): Promise<StoredCheckpoint[]> {
  const { rows } = await q.query({
    name: "log-checkpoints",
    text: "select size, root, note from log_checkpoints where epoch = $1 and size > $2 and size <= $3 order by size limit 10000",
    values: [epoch, sizes.after, sizes.upTo],
  });
  return rows.map((row) => ({ size: Number(row.size), root: row.root, note: row.note }));
}

/** The checkpoint at exactly `size`, or the last of the epoch where `size` is null. */
export async function findCheckpoint(
  q: Queryable,
  epoch: number,
  size: number | null,
): Promise<StoredCheckpoint | null> {
  const { rows } = await q.query({
    name: "log-checkpoint",
    text: `select size, root, note from log_checkpoints where epoch = $1 and ($2::bigint is null or size = $2)
      order by size desc limit 1`,
    values: [epoch, size],
  });
  const row = rows[0];
  return row ? { size: Number(row.size), root: row.root, note: row.note } : null;
}

export interface StoredLeaf {
  seq: number;
  eventId: string;
  leaf: Buffer | null;
  leafHash: Buffer | null;
}

/** Leaves numbered from `from` up to, not including, `to`. An event that is gone has null bytes. */
export async function readLeaves(q: Queryable, epoch: number, from: number, to: number): Promise<StoredLeaf[]> {
  const { rows } = await q.query({
    name: "log-leaves",
    text: `select s.seq, s.event_id, e.leaf, e.leaf_hash from log_sequence s left join ${EVENT_OF("s")}
      where s.epoch = $1 and s.seq >= $2 and s.seq < $3 order by s.seq`,
    values: [epoch, from, to],
  });
  return rows.map((row) => ({
    seq: Number(row.seq),
    eventId: row.event_id,
    leaf: row.leaf,
    leafHash: row.leaf_hash,
  }));
}

/** The first `width` hashes of a tile, derived from what stands below it when it is not full; null when there are not as many. */
export async function readTile(
  q: Queryable,
  epoch: number,
  tile: { level: number; index: number; width: number },
): Promise<Buffer | null> {
  const { level, index, width } = tile;
  const { rows } = await q.query({
    name: "log-tile",
    text: "select hashes from log_tiles where epoch = $1 and level = $2 and index = $3",
    values: [epoch, level, index],
  });
  if (rows[0]) return rows[0].hashes.subarray(0, width * 32);
  if (width === TILE_WIDTH) return null;
  const hashes = await readOpenTile(q, epoch, { level, index, width });
  return hashes.length === width ? Buffer.concat(hashes) : null;
}

/** Of the full tiles from `from` on those that are there, at most `count`. */
export async function readTiles(
  q: Queryable,
  at: { epoch: number; level: number; from: number; count: number },
): Promise<Map<number, Buffer>> {
  const { rows } = await q.query<{ index: bigint; hashes: Buffer }>({
    name: "log-tiles",
    text: "select index, hashes from log_tiles where epoch = $1 and level = $2 and index >= $3 and index < $4",
    values: [at.epoch, at.level, at.from, at.from + at.count],
  });
  return new Map(rows.map(({ index, hashes }) => [Number(index), hashes]));
}

/** The hashes of an unfinished tile: leaf hashes at level 0, the roots of the full tiles below at every other. */
export async function readOpenTile(
  q: Queryable,
  epoch: number,
  { level, index, width }: { level: number; index: number; width: number },
): Promise<Buffer[]> {
  const from = index * TILE_WIDTH;
  if (level === 0) {
    const leaves = await readLeaves(q, epoch, from, from + width);
    return leaves.flatMap((leaf) => leaf.leafHash ?? []);
  }
  const { rows } = await q.query<{ root: Buffer }>({
    name: "log-tile-roots",
    text: "select root from log_tiles where epoch = $1 and level = $2 and index >= $3 and index < $4 order by index",
    values: [epoch, level - 1, from, from + width],
  });
  return rows.map((row) => row.root);
}

/** Where an event stands in the log; null while it waits, and for an event that does not exist. */
export async function findNumber(q: Queryable, eventId: string): Promise<{ epoch: number; seq: number } | null> {
  const { rows } = await q.query({
    name: "log-number",
    text: "select epoch, seq from log_sequence where event_id = $1",
    values: [eventId],
  });
  return rows[0] ? { epoch: rows[0].epoch, seq: Number(rows[0].seq) } : null;
}

/** What is kept beside an event's leaf, opened; what was erased is not there any more. */
export async function readBeside(q: Queryable, eventId: string): Promise<Opening[]> {
  const { rows } = await q.query<StoredField & { salt: Buffer }>({
    name: "log-beside",
    text: `select event_id as "eventId", field, salt, value, person_id as "personId" from audit_personal
      where at = event_at($1) and event_id = $1 order by field`,
    values: [eventId],
  });
  const opened = await openFields(q, rows);
  return opened.flatMap(({ field, salt, value, erasedAt }) =>
    erasedAt ? [] : [{ field, salt: salt.toString("base64"), value }],
  );
}

export interface StoredEpoch {
  epoch: number;
  origin: string;
  vkey: string;
  /** Leaves below this number were let go; their hashes stay in the tiles. */
  minimum: number;
}

export async function readEpochs(q: Queryable): Promise<StoredEpoch[]> {
  const { rows } = await q.query<Omit<StoredEpoch, "minimum"> & { minimum: bigint }>(
    "select epoch, origin, vkey, minimum from log_epochs order by epoch",
  );
  return rows.map((row) => ({ ...row, minimum: Number(row.minimum) }));
}

/** The event that says how far the leaves of an epoch were let go; null where none were. */
export async function findLetGoEvent(q: Queryable, epoch: number): Promise<string | null> {
  const { rows } = await q.query<{ id: string }>(
    `select id from audit_events where type = 'log.leaves_let_go' and details ->> 'epoch' = $1::text
     order by (details ->> 'minimum')::bigint desc limit 1`,
    [String(epoch)],
  );
  return rows[0]?.id ?? null;
}
