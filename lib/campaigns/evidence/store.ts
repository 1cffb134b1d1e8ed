import type { SqlTx } from "@/lib/db";
import { pool, type Queryable } from "../store";
import type { PackState } from "./views";

export interface PackRecord {
  id: string;
  campaignId: string;
  teamId: string | null;
  campaignName: string;
  state: PackState;
  error: string;
  askedById: string | null;
  askedAt: Date;
  readyAt: Date | null;
  bytes: number;
  manifest: string;
  eventId: string | null;
}

const COLUMNS = `p.id, p.campaign_id as "campaignId", c.team_id as "teamId", c.name as "campaignName", p.state, p.error,
  p.asked_by_id as "askedById", p.asked_at as "askedAt", p.ready_at as "readyAt", p.bytes::float8 as bytes, p.manifest, p.event_id as "eventId"`;

export async function findPack(q: Queryable, id: string): Promise<PackRecord | null> {
  const text = `select ${COLUMNS} from campaign_packs p join campaigns c on c.id = p.campaign_id where p.id = $1`;
  return (await q.query<PackRecord>(text, [id])).rows[0] ?? null;
}

/** The packs of a campaign, the newest first. */
export async function packsOf(q: Queryable, campaignId: string): Promise<PackRecord[]> {
  const text = `select ${COLUMNS} from campaign_packs p join campaigns c on c.id = p.campaign_id where p.campaign_id = $1
    order by p.asked_at desc, p.id desc limit 100`;
  return (await q.query<PackRecord>(text, [campaignId])).rows;
}

export async function insertPack(
  tx: SqlTx,
  pack: Pick<PackRecord, "id" | "campaignId" | "askedById" | "askedAt">,
): Promise<void> {
  await tx.query("insert into campaign_packs (id, campaign_id, asked_by_id, asked_at) values ($1, $2, $3, $4)", [
    pack.id,
    pack.campaignId,
    pack.askedById,
    pack.askedAt,
  ]);
}

/** Begins a pack, anew where a worker died over it: nothing of it is kept. @returns false when it is made already */
export async function beginPack(id: string): Promise<boolean> {
  const begun = await pool().query(
    "update campaign_packs set state = 'building', error = '' where id = $1 and state in ('waiting', 'building')",
    [id],
  );
  if (begun.rowCount !== 1) return false;
  await pool().query("delete from campaign_pack_parts where pack_id = $1", [id]);
  return true;
}

/** Part 0 is the manifest by itself; the parts from 1 on are the container. */
export async function writePart(q: Queryable, part: { packId: string; number: number; bytes: Buffer }): Promise<void> {
  await q.query("insert into campaign_pack_parts (pack_id, number, bytes) values ($1, $2, $3)", [
    part.packId,
    part.number,
    part.bytes,
  ]);
}

export async function readPart(q: Queryable, packId: string, number: number): Promise<Buffer | null> {
  const text = "select bytes from campaign_pack_parts where pack_id = $1 and number = $2";
  return (await q.query<{ bytes: Buffer }>(text, [packId, number])).rows[0]?.bytes ?? null;
}

/** How many parts and bytes the container has so far. */
export async function measureParts(q: Queryable, packId: string): Promise<{ parts: number; bytes: number }> {
  const text = `select count(*)::int as parts, coalesce(sum(length(bytes)), 0)::float8 as bytes from campaign_pack_parts
    where pack_id = $1 and number > 0`;
  return (await q.query<{ parts: number; bytes: number }>(text, [packId])).rows[0] as { parts: number; bytes: number };
}

/** @returns false when the pack stands elsewhere by now */
export async function movePack(
  q: Queryable,
  id: string,
  move: { from: PackState[]; to: PackState; manifest?: string; eventId?: string; bytes?: number; error?: string },
): Promise<boolean> {
  const { rowCount } = await q.query(
    `update campaign_packs set state = $3, manifest = coalesce($4, manifest), event_id = coalesce($5, event_id),
       bytes = coalesce($6, bytes), error = coalesce($7, error), ready_at = case when $3 = 'ready' then clock_timestamp() else ready_at end
     where id = $1 and state = any($2)`,
    [id, move.from, move.to, move.manifest ?? null, move.eventId ?? null, move.bytes ?? null, move.error ?? null],
  );
  return rowCount === 1;
}

export async function dropParts(q: Queryable, packId: string): Promise<void> {
  await q.query("delete from campaign_pack_parts where pack_id = $1", [packId]);
}

/** Packs of a campaign that a worker has something to do for, the longest waiting first. */
export async function openPacks(q: Queryable, campaignId: string): Promise<string[]> {
  const text = `select id from campaign_packs where campaign_id = $1 and state in ('waiting', 'building', 'anchoring')
    order by asked_at, id`;
  return (await q.query<{ id: string }>(text, [campaignId])).rows.map(({ id }) => id);
}

/** Holds the asking for packs of one campaign until commit. */
export async function holdAsking(tx: SqlTx, campaignId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 9))", [campaignId]);
}

/** How far the pack is, seen at once by whoever looks. */
export async function notePackProgress(campaignId: string, done: number, total: number): Promise<void> {
  await pool().query(
    `insert into campaign_progress as p (campaign_id, step, done, total, started_at, beat_at, finished_at)
       values ($1, 'pack', $2::int, $3::int, clock_timestamp(), clock_timestamp(), case when $2::int >= $3::int then clock_timestamp() end)
     on conflict (campaign_id, step) do update set done = excluded.done, total = excluded.total, beat_at = excluded.beat_at,
       finished_at = excluded.finished_at, error = '', started_at = case when excluded.done = 0 then excluded.started_at else p.started_at end`,
    [campaignId, done, total],
  );
}

export async function readPackProgress(
  q: Queryable,
  campaignId: string,
): Promise<{ done: number; total: number } | null> {
  const text = "select done, total from campaign_progress where campaign_id = $1 and step = 'pack'";
  return (await q.query<{ done: number; total: number }>(text, [campaignId])).rows[0] ?? null;
}
