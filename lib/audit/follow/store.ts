import { type SqlTx, sql } from "@/lib/db";
import type { Stretch } from "./follower";

/** Followers' positions, and which numbers they have still to read. */

interface Position {
  epoch: number;
  /** The next number to be read. */
  seq: bigint;
}

/** A new follower begins at the first event of the first epoch. */
export async function makePosition(name: string): Promise<void> {
  await sql().query({
    name: "follow-make",
    text: "insert into log_followers (name) values ($1) on conflict (name) do nothing",
    values: [name],
  });
}

/** Null while another process holds it. */
export async function lockPosition(tx: SqlTx, name: string): Promise<Position | null> {
  const { rows } = await tx.query<Position>({
    name: "follow-lock",
    text: "select epoch, seq from log_followers where name = $1 for update skip locked",
    values: [name],
  });
  return rows[0] ?? null;
}

export async function movePosition(tx: SqlTx, name: string, { epoch, seq }: Position): Promise<void> {
  await tx.query({
    name: "follow-move",
    text: "update log_followers set epoch = $2, seq = $3 where name = $1",
    values: [name, epoch, seq],
  });
}

export async function resetPosition(tx: SqlTx, name: string): Promise<void> {
  await tx.query("update log_followers set epoch = 1, seq = 0 where name = $1", [name]);
}

export interface Pressure {
  /** Events without a number: the distance of the positions given and taken, so that nothing is counted for it. */
  waiting: number;
  /** Positions given to events since the log began. */
  given: bigint;
  /** Numbered events of the epoch that grows which the follower has not read. */
  behind: number;
}

/** How much is asked of the log at this moment, and how far one follower is behind it. */
export async function readPressure(name: string): Promise<Pressure> {
  const { rows } = await sql().query<{ waiting: bigint; given: bigint; behind: bigint }>({
    name: "follow-pressure",
    text: `select q.last_value - s.taken_position as waiting, q.last_value as given,
        s.published_size - case when f.epoch = s.epoch then f.seq else 0 end as behind
      from log_pending_position_seq q, log_state s left join log_followers f on f.name = $1 where s.id = 1`,
    values: [name],
  });
  const [row] = rows;
  return { waiting: Number(row?.waiting ?? 0), given: row?.given ?? 0n, behind: Number(row?.behind ?? 0) };
}

/**
 * What is lost with the last moment before a crash is position and rows together: they are read again from the log, so nobody
 * waits for the disk. Nor is a statement compiled that runs for a tenth of a second.
 */
export async function workLightly(tx: SqlTx): Promise<void> {
  await tx.query("select set_config('synchronous_commit', 'off', true), set_config('jit', 'off', true)");
}

// Of the epoch that grows, as far as it was published; of one that was left, everything that has a number. What was let go is
// passed over.
const READABLE = `select e.epoch, e.minimum, case when e.epoch = s.epoch then s.published_size
    else coalesce((select q.seq + 1 from log_sequence q where q.epoch = e.epoch order by q.seq desc limit 1), 0) end as size
  from log_epochs e, log_state s where s.id = 1`;

/** The next events after a position, at most `most`; an empty stretch leads into the next epoch. Null: there are none. */
export async function nextStretch(tx: SqlTx, position: Position, most: number): Promise<Stretch | null> {
  const { rows } = await tx.query<{ epoch: number; minimum: bigint; size: bigint }>({
    name: "follow-next",
    text: `select epoch, minimum, size from (${READABLE}) r
      where epoch >= $1 and size > case when epoch = $1 then $2::bigint else 0 end order by epoch limit 1`,
    values: [position.epoch, position.seq],
  });
  const [next] = rows;
  if (!next) return null;
  const begun = next.epoch === position.epoch ? position.seq : 0n;
  const from = begun > next.minimum ? begun : next.minimum;
  const end = from + BigInt(most);
  const to = end < next.size ? end : next.size;
  return { epoch: next.epoch, from, to: to > from ? to : from };
}

export interface FollowerLag {
  name: string;
  /** Numbered events that it has not read. */
  behind: number;
  /** Age of the oldest event that it does not show, whether numbered or not; 0 when it shows everything. */
  seconds: number;
}

/** How far followers are behind the log: all that were begun, or the one of this name. */
export async function selectLag(name: string | null): Promise<FollowerLag[]> {
  const { rows } = await sql().query<{ name: string; behind: bigint; seconds: number }>({
    name: "follow-lag",
    text: `with readable as materialized (${READABLE}),
        waiting as materialized (select since from log_pending order by position limit 1),
        followers as (select name, epoch, seq from log_followers where $1::text is null or name = $1
          union all select $1, 1, 0 where $1 is not null and not exists (select from log_followers where name = $1))
      select f.name, b.behind::bigint as behind, greatest(0, extract(epoch from clock_timestamp() - least(
          (select q.at from log_sequence q where b.behind > 0 and q.epoch = f.epoch and q.seq >= f.seq order by q.seq limit 1),
          (select since from waiting))))::float8 as seconds
      from followers f, lateral (select coalesce(sum(greatest(0, r.size - greatest(r.minimum,
          case when r.epoch = f.epoch then f.seq else 0 end))), 0) as behind from readable r where r.epoch >= f.epoch) b
      order by f.name`,
    values: [name],
  });
  return rows.map((row) => ({ ...row, behind: Number(row.behind) }));
}
