import { type SqlTx, sql } from "@/lib/db";
import type { ExportQuery } from "./schema";
import type { ExportFormat, ExportState } from "./terms";

export type Queryable = Pick<SqlTx, "query">;

/** The pool, for what stands outside any transaction. */
export function pool(): Queryable {
  return sql();
}

export interface ExportRecord {
  id: string;
  title: string;
  query: ExportQuery;
  formats: ExportFormat[];
  state: ExportState;
  error: string;
  askedById: string;
  askedAt: Date;
  done: number;
  total: number;
  epoch: number;
  size: number;
  bytes: number;
  manifest: string;
  eventId: string | null;
  readyAt: Date | null;
  expiresAt: Date;
  askedBy: string;
}

const COLUMNS = `x.id, x.title, x.query, x.formats, x.state, x.error, x.asked_by_id as "askedById", x.asked_at as "askedAt",
  x.done::float8 as done, x.total::float8 as total, x.epoch, x.size::float8 as size, x.bytes::float8 as bytes, x.manifest,
  x.event_id as "eventId", x.ready_at as "readyAt", x.expires_at as "expiresAt", coalesce(p.name, x.asked_by_id) as "askedBy"`;
const FROM = "from evidence_exports x left join people p on p.id = x.asked_by_id";

export async function findExport(q: Queryable, id: string): Promise<ExportRecord | null> {
  return (await q.query<ExportRecord>(`select ${COLUMNS} ${FROM} where x.id = $1`, [id])).rows[0] ?? null;
}

/** The same, held until commit. */
export async function lockExport(tx: SqlTx, id: string): Promise<ExportRecord | null> {
  await tx.query("select from evidence_exports where id = $1 for update", [id]);
  return findExport(tx, id);
}

/** The newest first; `askedById` null: everybody's. `before`: where a page begins. */
export async function selectExports(
  q: Queryable,
  given: { askedById: string | null; before: string | null; limit: number },
): Promise<ExportRecord[]> {
  const text = `select ${COLUMNS} ${FROM} where ($1::text is null or x.asked_by_id = $1) and ($2::text is null or x.id < $2)
    order by x.id desc limit $3`;
  return (await q.query<ExportRecord>(text, [given.askedById, given.before, given.limit])).rows;
}

export async function insertExport(
  tx: Queryable,
  row: Pick<ExportRecord, "id" | "title" | "query" | "formats" | "askedById" | "askedAt" | "total" | "expiresAt">,
): Promise<void> {
  await tx.query(
    `insert into evidence_exports (id, title, query, formats, asked_by_id, asked_at, total, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.title, JSON.stringify(row.query), row.formats, row.askedById, row.askedAt, row.total, row.expiresAt],
  );
}

/** Holds the asking of one person until commit, and says how many of their exports are still being made. */
export async function holdAsking(tx: SqlTx, personId: string): Promise<number> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 11))", [personId]);
  const text = `select count(*)::int as open from evidence_exports where asked_by_id = $1 and state in ('waiting', 'gathering', 'anchoring')`;
  return (await tx.query<{ open: number }>(text, [personId])).rows[0]?.open ?? 0;
}

/** Begins an export, anew where a worker died over it: nothing of it is kept. @returns false when it stands elsewhere */
export async function beginExport(id: string): Promise<boolean> {
  const begun = await pool().query(
    `update evidence_exports set state = 'gathering', error = '', done = 0, version = version + 1
     where id = $1 and state in ('waiting', 'gathering')`,
    [id],
  );
  if (begun.rowCount !== 1) return false;
  await dropParts(pool(), id);
  return true;
}

/** How far it is, seen at once by whoever looks. @returns false when it is no longer being gathered: cancelled */
export async function noteProgress(id: string, done: number): Promise<boolean> {
  const { rowCount } = await pool().query(
    `update evidence_exports set done = $2::bigint, total = greatest(total, $2::bigint) where id = $1 and state = 'gathering'`,
    [id, done],
  );
  return rowCount === 1;
}

interface Move {
  from: readonly ExportState[];
  to: ExportState;
  manifest?: string;
  eventId?: string;
  bytes?: number;
  error?: string;
  events?: number;
  tree?: { epoch: number; size: number };
}

/** @returns false when the export stands elsewhere by now */
export async function moveExport(q: Queryable, id: string, move: Move): Promise<boolean> {
  const { rowCount } = await q.query(
    `update evidence_exports set state = $3, manifest = coalesce($4, manifest), event_id = coalesce($5, event_id),
       bytes = coalesce($6, bytes), error = coalesce($7, error), done = coalesce($8, done), total = coalesce($8, total),
       epoch = coalesce($9, epoch), size = coalesce($10, size), version = version + 1,
       ready_at = case when $3 = 'ready' then clock_timestamp() else ready_at end
     where id = $1 and state = any($2)`,
    [
      id,
      move.from,
      move.to,
      move.manifest ?? null,
      move.eventId ?? null,
      move.bytes ?? null,
      move.error ?? null,
      move.events ?? null,
      move.tree?.epoch ?? null,
      move.tree?.size ?? null,
    ],
  );
  return rowCount === 1;
}

/** Part 0 is the manifest by itself; the others, in the order of their numbers, are the container. */
export async function writePart(
  q: Queryable,
  part: { exportId: string; number: number; bytes: Buffer },
): Promise<void> {
  await q.query("insert into evidence_parts (export_id, number, bytes) values ($1, $2, $3)", [
    part.exportId,
    part.number,
    part.bytes,
  ]);
}

export async function readPart(q: Queryable, exportId: string, number: number): Promise<Buffer | null> {
  const text = "select bytes from evidence_parts where export_id = $1 and number = $2";
  return (await q.query<{ bytes: Buffer }>(text, [exportId, number])).rows[0]?.bytes ?? null;
}

/** The numbers of the container's parts, and how many bytes they are together. */
export async function measureParts(q: Queryable, exportId: string): Promise<{ numbers: number[]; bytes: number }> {
  const text = `select coalesce(array_agg(number order by number), '{}') as numbers, coalesce(sum(octet_length(bytes)), 0)::float8 as bytes
    from evidence_parts where export_id = $1 and number > 0`;
  const { rows } = await q.query<{ numbers: number[]; bytes: number }>(text, [exportId]);
  return rows[0] as { numbers: number[]; bytes: number };
}

export async function dropParts(q: Queryable, exportId: string): Promise<void> {
  await q.query("delete from evidence_parts where export_id = $1", [exportId]);
}

/** What a worker has something to do for, the longest waiting first. */
export async function openExports(q: Queryable): Promise<string[]> {
  const text =
    "select id from evidence_exports where state in ('waiting', 'gathering', 'anchoring') order by id limit 100";
  return (await q.query<{ id: string }>(text)).rows.map(({ id }) => id);
}

/** Ready ones whose time is over. */
export async function overdueExports(q: Queryable, now: Date): Promise<string[]> {
  const text =
    "select id from evidence_exports where state = 'ready' and expires_at <= $1 order by expires_at limit 100";
  return (await q.query<{ id: string }>(text, [now])).rows.map(({ id }) => id);
}

/** The event with which an export was asked for. */
export async function askedEventOf(q: Queryable, id: string): Promise<string | null> {
  const text = "select id from audit_events where target_id = $1 and type = 'evidence.asked' order by at, id limit 1";
  return (await q.query<{ id: string }>(text, [id])).rows[0]?.id ?? null;
}
