import type pg from "pg";
import { openListener, type SqlTx, sql } from "@/lib/db";
import type { ActiveSwitch } from "./stopped-by";

/** A statement that takes longer than this is taken for lost, well before the lease is. */
const STATEMENT_MS = 1_000;
const CONNECT_MS = 1_000;
const CHANNEL = "countersign_control";

/** The dedicated connection of one decision point; it listens to the bell. */
export function connectPoint(url: string): Promise<pg.Client> {
  const name = "countersign-decision-point";
  return openListener(url, { channel: CHANNEL, name, connectMs: CONNECT_MS, statementMs: STATEMENT_MS });
}

export { dropListener } from "@/lib/db";

export interface PointRow {
  id: string;
  kind: string;
  killEpoch: bigint;
  snapshot: bigint;
}

export interface Seen {
  killEpoch: bigint;
  /** Null: the epoch is the one the caller has applied. */
  switches: readonly ActiveSwitch[] | null;
}

// Epoch and switches come from one snapshot: a later epoch with earlier switches would be a lie for ever.
const SEEN = `select c.kill_epoch::text as "killEpoch", case when c.kill_epoch <> $1::bigint then (select coalesce(json_agg(json_build_object(
  'id', k.id, 'targetKind', k.target_kind, 'target', k.target) order by k.epoch), '[]') from kill_switches k where k.state = 'active' and not k.drill)
  end as switches from decision_control c where c.id = 1`;

// Two seconds by the clock of the database, counted from after the caller's own count began: whoever waits for this row to run
// out waits longer than its process decides.
const RENEW = `with renewed as (
  insert into decision_points (id, kind, started_at, lease_until, kill_epoch, snapshot)
  values ($2, $3, now(), now() + interval '2 seconds', $1::bigint, $4::bigint)
  on conflict (id) do update set lease_until = excluded.lease_until, kill_epoch = excluded.kill_epoch, snapshot = excluded.snapshot)
  ${SEEN}`;

/** Renews the lease, reports the epoch that was applied, and reads what has changed since, all in one statement. */
export async function renewLease(client: pg.Client, row: PointRow): Promise<Seen> {
  const values = [String(row.killEpoch), row.id, row.kind, String(row.snapshot)];
  return seenOf(await client.query<SeenRow>({ name: "point-renew", text: RENEW, values }));
}

/** What has changed since that epoch, without renewing anything. */
export async function lookAtControl(client: pg.Client, killEpoch: bigint): Promise<Seen> {
  return seenOf(await client.query<SeenRow>({ name: "point-look", text: SEEN, values: [String(killEpoch)] }));
}

type SeenRow = { killEpoch: string; switches: ActiveSwitch[] | null };

function seenOf({ rows: [row] }: pg.QueryResult<SeenRow>): Seen {
  if (!row) throw new Error("decision_control has no row");
  return { killEpoch: BigInt(row.killEpoch), switches: row.switches };
}

export async function deletePoint(client: pg.Client, id: string): Promise<void> {
  await client.query("delete from decision_points where id = $1", [id]);
}

/**
 * The decision points whose lease runs, in a transaction of its own after the commit of a throw. The lock waits for renewals
 * that began before that commit and could not see it: without it one of them, written a moment later, would be overlooked,
 * and its process would go on deciding on the state before.
 */
export async function selectLivePoints(): Promise<string[]> {
  // Four statements in one message: while agents are being stopped, every round trip counts.
  const results = (await sql().query(
    `begin; lock table decision_points in share mode; select id from decision_points where lease_until > clock_timestamp(); commit`,
  )) as unknown as { rows: { id: string }[] }[];
  return results.flatMap(({ rows }) => rows.map(({ id }) => id));
}

/** How many decision points live now: for people to read, not to wait by. */
export async function countLivePoints(): Promise<number> {
  const { rows } = await sql().query<{ n: number }>(
    "select count(*)::int as n from decision_points where lease_until > clock_timestamp()",
  );
  return rows[0]?.n ?? 0;
}

/** Which of these points still decide on a state before `epoch`. */
export async function selectBehind(ids: readonly string[], epoch: bigint): Promise<string[]> {
  const { rows } = await sql().query<{ id: string }>({
    name: "points-behind",
    text: `select id from decision_points where id = any($1) and kill_epoch < $2::bigint and lease_until > clock_timestamp()`,
    values: [ids, String(epoch)],
  });
  return rows.map((row) => row.id);
}

/** Removes the points whose process ended without a word more than a minute ago. */
export async function deleteDeadPoints(tx: SqlTx): Promise<number> {
  const { rowCount } = await tx.query("delete from decision_points where lease_until < now() - interval '1 minute'");
  return rowCount ?? 0;
}
