import { type SqlTx, sql } from "@/lib/db";
import type { KeyKind, Purpose } from "./terms";

export interface StoredKey {
  id: string;
  name: string;
  purpose: Purpose;
  kind: KeyKind;
  prefix: string;
  teamId: string | null;
  rate: number;
  createdById: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  usedAt: Date | null;
}

const COLUMNS = `k.id, k.name, k.purpose, k.kind, k.prefix, k.team_id as "teamId", k.rate, k.created_by_id as "createdById",
  k.created_at as "createdAt", k.expires_at as "expiresAt", k.revoked_at as "revokedAt", k.used_at as "usedAt"`;

/** The keys of these teams, or all; the newest first, those that are good before the others. */
export async function selectKeys(seen: { everything: boolean; teamIds: readonly string[] }) {
  const { rows } = await sql().query<StoredKey & { teamName: string | null; createdBy: string | null }>(
    `select ${COLUMNS}, t.name as "teamName", p.name as "createdBy" from api_keys k
       left join teams t on t.id = k.team_id left join people p on p.id = k.created_by_id
     where $1 or k.team_id = any ($2) order by k.revoked_at is not null, k.created_at desc, k.id desc limit 500`,
    [seen.everything, seen.teamIds],
  );
  return rows;
}

/** The teams a key could be made for. */
export async function selectTeams(seen: { everything: boolean; teamIds: readonly string[] }) {
  const { rows } = await sql().query<{ id: string; name: string }>(
    "select id, name from teams where $1 or id = any ($2) order by name limit 1000",
    [seen.everything, seen.teamIds],
  );
  return rows;
}

export async function findKeyByHash(hash: Buffer): Promise<StoredKey | null> {
  const { rows } = await sql().query<StoredKey>({
    name: "api-key-by-hash",
    text: `select ${COLUMNS} from api_keys k where k.hash = $1`,
    values: [hash],
  });
  return rows[0] ?? null;
}

/** The key, locked until the transaction ends. */
export async function loadKey(tx: SqlTx, id: string): Promise<StoredKey | null> {
  const { rows } = await tx.query<StoredKey>(`select ${COLUMNS} from api_keys k where k.id = $1 for update`, [id]);
  return rows[0] ?? null;
}

export async function hasTeam(tx: SqlTx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query("select 1 from teams where id = $1", [id]);
  return rowCount === 1;
}

export type NewKey = Omit<StoredKey, "revokedAt" | "usedAt"> & { hash: Buffer };

export async function insertKey(tx: SqlTx, key: NewKey): Promise<void> {
  await tx.query(
    `insert into api_keys (id, name, purpose, kind, prefix, hash, team_id, rate, created_by_id, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      key.id,
      key.name,
      key.purpose,
      key.kind,
      key.prefix,
      key.hash,
      key.teamId,
      key.rate,
      key.createdById,
      key.createdAt,
      key.expiresAt,
    ],
  );
}

/** Ends the key; false when it had ended. */
export async function endKey(tx: SqlTx, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query("update api_keys set revoked_at = $2 where id = $1 and revoked_at is null", [
    id,
    now,
  ]);
  return rowCount === 1;
}

/** Writes when keys were last used; never back. */
export async function touchKeys(uses: readonly { id: string; at: Date }[]): Promise<void> {
  await sql().query(
    `update api_keys k set used_at = greatest(coalesce(k.used_at, u.at), u.at)
       from unnest($1::text[], $2::timestamptz[]) as u (id, at) where k.id = u.id`,
    [uses.map(({ id }) => id), uses.map(({ at }) => at)],
  );
}
