import type pg from "pg";
import { openListener, sql } from "@/lib/db";

const CHANNEL = "countersign_approvals";
const CONNECT_MS = 2_000;

/** The dedicated connection that hears the bell of changed requests. */
export function connectBell(url: string): Promise<pg.Client> {
  const name = "countersign-approvals";
  return openListener(url, { channel: CHANNEL, name, connectMs: CONNECT_MS, statementMs: CONNECT_MS, keepAlive: true });
}

export { dropListener } from "@/lib/db";

/** What a look finds: requests that changed, and from where the next look goes on. */
export interface Look {
  ids: string[];
  cursor: Cursor;
}

/** The instant and the snapshot of a look, in the server's words. */
export interface Cursor {
  millis: number;
  seen: string;
}

// Rows of transactions that were still running at the former look were not visible to it and are at or above its xmin: both
// sides are asked, so that a slow transaction is never overlooked.
const LOOK = `select pg_current_snapshot()::text as seen, (extract(epoch from clock_timestamp()) * 1000)::float8 as millis,
    pg_snapshot_xmax(pg_current_snapshot()) >= pg_snapshot_xmax($1::pg_snapshot) as forward,
    (select coalesce(json_agg(approval_id), '[]') from (select approval_id from approval_changes
      where txid >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(txid, $1::pg_snapshot)
      group by approval_id order by max(id)) d) as ids`;

/** What became visible since `seen`; null when the database does not know of that future: it was set back. */
export async function lookSince(seen: string): Promise<Look | null> {
  type Row = { seen: string; millis: number; forward: boolean; ids: string[] };
  const { rows } = await sql().query<Row>({ name: "approvals-look", text: LOOK, values: [seen] });
  const [row] = rows;
  if (!row) throw new Error("a look gave no row");
  if (!row.forward) return null;
  return { ids: row.ids, cursor: { millis: Math.floor(row.millis), seen: row.seen } };
}

/** From where to go on when everything is read anew. */
export async function lookNow(): Promise<Cursor> {
  const { rows } = await sql().query<Cursor>(
    "select pg_current_snapshot()::text as seen, floor(extract(epoch from clock_timestamp()) * 1000)::float8 as millis",
  );
  if (!rows[0]) throw new Error("a look gave no row");
  return rows[0];
}
