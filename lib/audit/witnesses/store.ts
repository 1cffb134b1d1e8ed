import { type SqlTx, sql } from "@/lib/db";
import type { WitnessView } from "./terms";

type Queryable = Pick<SqlTx, "query">;

export interface StoredWitness {
  name: string;
  vkey: string;
  url: string;
  epoch: number;
  size: number;
  error: string;
}

export async function selectWitnesses(q: Queryable = sql()): Promise<(StoredWitness & WitnessView)[]> {
  const { rows } = await q.query("select * from log_witnesses order by name");
  return rows.map((row) => ({
    name: row.name,
    vkey: row.vkey,
    url: row.url,
    epoch: row.epoch,
    size: Number(row.size),
    signedAt: row.signed_at?.toISOString() ?? null,
    error: row.error,
    failedAt: row.failed_at?.toISOString() ?? null,
  }));
}

/** @returns false when a witness of this name is there */
export async function insertWitness(
  tx: Queryable,
  given: { name: string; vkey: string; url: string; addedById: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    "insert into log_witnesses (name, vkey, url, added_by_id, added_at) values ($1,$2,$3,$4,$5) on conflict (name) do nothing",
    [given.name, given.vkey, given.url, given.addedById, given.at],
  );
  return rowCount === 1;
}

export async function deleteWitness(tx: Queryable, name: string): Promise<{ url: string } | null> {
  const { rows } = await tx.query<{ url: string }>("delete from log_witnesses where name = $1 returning url", [name]);
  return rows[0] ?? null;
}

export interface Cosigned {
  epoch: number;
  size: number;
  witness: string;
  line: string;
  signedAt: Date;
}

/** Keeps a cosignature, and how far the witness has come. */
export async function insertCosignature(tx: Queryable, given: Cosigned): Promise<void> {
  await tx.query(
    `with kept as (insert into log_cosignatures (epoch, size, witness, line, signed_at) values ($1,$2,$3,$4,$5)
       on conflict (epoch, size, witness) do nothing)
     update log_witnesses set epoch = $1, size = $2, signed_at = $5, error = '', failed_at = null where name = $3`,
    [given.epoch, given.size, given.witness, given.line, given.signedAt],
  );
}

/** @returns whether this is news: the same reason as last time is not */
export async function noteFailure(tx: Queryable, name: string, error: string, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    "update log_witnesses set error = $2, failed_at = $3 where name = $1 and error is distinct from $2",
    [name, error, at],
  );
  return rowCount === 1;
}

/** The newest checkpoint of an epoch that was cosigned, at most `upTo` leaves large, with every cosignature of it. */
export async function findCosigned(
  q: Queryable,
  epoch: number,
  upTo: number,
): Promise<{ size: number; lines: string[] } | null> {
  const { rows } = await q.query<{ size: bigint; lines: string[] }>({
    name: "log-cosigned",
    text: `select size, array_agg(line order by witness) as lines from log_cosignatures where epoch = $1 and size =
      (select max(size) from log_cosignatures where epoch = $1 and size <= $2) group by size`,
    values: [epoch, upTo],
  });
  return rows[0] ? { size: Number(rows[0].size), lines: rows[0].lines } : null;
}
