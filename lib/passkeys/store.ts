import type { SqlTx } from "@/lib/db";
import type { DeviceType, PasskeyRow } from "./terms";

export interface StoredPasskey {
  id: string;
  personId: string;
  name: string;
  publicKey: Buffer;
  counter: bigint;
  transports: string[];
  deviceType: DeviceType;
  backedUp: boolean;
  createdAt: Date;
  revokedAt: Date | null;
}

const KEY = `id, person_id as "personId", name, public_key as "publicKey", counter, transports, device_type as "deviceType",
  backed_up as "backedUp", created_at as "createdAt", revoked_at as "revokedAt"`;

/** The person, held until commit, so that two of their ceremonies count keys one after the other; null when not active. */
export async function holdPerson(tx: SqlTx, personId: string): Promise<{ name: string; email: string } | null> {
  const { rows } = await tx.query<{ name: string; email: string }>(
    "select name, email from people where id = $1 and status = 'active' for no key update",
    [personId],
  );
  return rows[0] ?? null;
}

/** The keys of a person that may sign, oldest first. */
export async function liveKeys(tx: SqlTx, personId: string): Promise<StoredPasskey[]> {
  const { rows } = await tx.query<StoredPasskey>(
    `select ${KEY} from passkeys where person_id = $1 and revoked_at is null order by created_at, id`,
    [personId],
  );
  return rows;
}

/** One key, held until commit. */
export async function lockKey(tx: SqlTx, id: string): Promise<StoredPasskey | null> {
  const { rows } = await tx.query<StoredPasskey>(`select ${KEY} from passkeys where id = $1 for update`, [id]);
  return rows[0] ?? null;
}

/** The keys of a person for reading, the newest first. */
export async function selectRows(tx: SqlTx, personId: string): Promise<PasskeyRow[]> {
  const { rows } = await tx.query<
    Omit<PasskeyRow, "createdAt" | "lastUsedAt"> & { createdAt: Date; lastUsedAt: Date | null }
  >(
    `select id, name, device_type as "deviceType", backed_up as "backedUp", created_at as "createdAt", last_used_at as "lastUsedAt"
     from passkeys where person_id = $1 and revoked_at is null order by created_at desc, id`,
    [personId],
  );
  return rows.map(({ createdAt, lastUsedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}

/** The team of a person, for what permission asks; null when there is no such person. */
export async function teamOf(tx: SqlTx, personId: string): Promise<{ teamId: string | null } | null> {
  const { rows } = await tx.query<{ teamId: string | null }>(`select team_id as "teamId" from people where id = $1`, [
    personId,
  ]);
  return rows[0] ?? null;
}

export interface NewPasskey {
  id: string;
  personId: string;
  name: string;
  publicKey: Uint8Array;
  counter: number;
  transports: readonly string[];
  deviceType: string;
  backedUp: boolean;
  aaguid: string;
  createdAt: Date;
}

/** Keeps a key; false when this very key is kept already, for whomever. */
export async function insertKey(tx: SqlTx, key: NewPasskey): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into passkeys (id, person_id, name, public_key, counter, transports, device_type, backed_up, aaguid, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [
      key.id,
      key.personId,
      key.name,
      Buffer.from(key.publicKey),
      key.counter,
      key.transports,
      key.deviceType,
      key.backedUp,
      key.aaguid,
      key.createdAt,
    ],
  );
  return rowCount === 1;
}

/** Ends a live key; false when it had ended already. */
export async function endKey(tx: SqlTx, id: string, by: { personId: string; at: Date }): Promise<boolean> {
  const { rowCount } = await tx.query(
    "update passkeys set revoked_at = $3, revoked_by_id = $2 where id = $1 and revoked_at is null",
    [id, by.personId, by.at],
  );
  return rowCount === 1;
}

/** Notes that a key signed, with its counter; only over what was read, for two signatures at once are two counters. */
export async function noteUse(tx: SqlTx, id: string, counter: number): Promise<void> {
  await tx.query("update passkeys set counter = $2, last_used_at = clock_timestamp() where id = $1", [id, counter]);
}

export interface NewChallenge {
  /** SHA-256 of the challenge, hex. */
  id: string;
  personId: string;
  purpose: "enrol" | "sign";
  subject: string;
  challenge: Uint8Array;
  seconds: number;
  most: number;
}

/** Opens a ceremony; what is over is removed, and beyond `most` open ones of this person the oldest gives way. */
export async function insertChallenge(tx: SqlTx, given: NewChallenge): Promise<void> {
  const { id, personId, purpose, subject, challenge, seconds, most } = given;
  await tx.query(
    `delete from passkey_challenges where (person_id = $1 and (expires_at < clock_timestamp() or id in (
       select id from passkey_challenges where person_id = $1 order by created_at desc, id offset $2)))
       or id in (select id from passkey_challenges where expires_at < clock_timestamp() limit 100 for update skip locked)`,
    [personId, most - 1],
  );
  await tx.query(
    `insert into passkey_challenges (id, person_id, purpose, subject, challenge, expires_at)
     values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6))`,
    [id, personId, purpose, subject, Buffer.from(challenge), seconds],
  );
}

/** Uses an open ceremony up; false when it is another person's, for something else, used or over: the database's clock says. */
export async function spendChallenge(
  tx: SqlTx,
  wanted: { id: string; personId: string; purpose: "enrol" | "sign"; subject: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update passkey_challenges set used_at = clock_timestamp()
     where id = $1 and person_id = $2 and purpose = $3 and subject = $4 and used_at is null and expires_at > clock_timestamp()`,
    [wanted.id, wanted.personId, wanted.purpose, wanted.subject],
  );
  return rowCount === 1;
}
