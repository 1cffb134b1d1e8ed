import type { Tx } from "@/lib/db";
import { newPersonKey, openField, sealField, unwrapKey, wrapKey } from "./sealing";
import type { EventRow, Queryable } from "./store";

/** A row of `audit_personal` as it is inserted. */
export interface BesideRow {
  eventId: string;
  field: string;
  salt: Buffer;
  value: string;
  at: Date;
  retention: string;
  personId: string | null;
}

interface StoredKey {
  personId: string;
  key: Uint8Array;
  destroyedAt: Date | null;
}

/**
 * What is inserted beside the leaves of these events: personal fields sealed under the key of the person they are about, which is
 * made when there is none. What is about nobody in particular stands readable, and no longer than security records do.
 */
export async function besideRowsOf(tx: Tx | Queryable, rows: readonly EventRow[]): Promise<BesideRow[]> {
  const keys = await keysOf(tx, rows);
  return rows.flatMap((row) =>
    row.beside.map(({ field, salt, value, personal }): BesideRow => {
      const place = { eventId: row.id, field, at: row.at };
      if (!personal) return { ...place, salt, value, retention: row.retention, personId: null };
      const key = row.personId === null ? undefined : keys.get(row.personId);
      if (!key) return { ...place, salt, value, retention: "security", personId: null };
      return {
        ...place,
        salt: Buffer.alloc(0),
        value: sealField(key, place, { salt, value }),
        retention: row.retention,
        personId: row.personId,
      };
    }),
  );
}

/** The keys to seal with. One that was destroyed is replaced by one that nobody keeps: what is sealed with it is erased already. */
async function keysOf(tx: Tx | Queryable, rows: readonly EventRow[]): Promise<Map<string, Buffer>> {
  const keys = new Map<string, Buffer>();
  const concerned = rows.filter((row) => row.personId !== null && row.beside.some(({ personal }) => personal));
  const ids = [...new Set(concerned.map((row) => row.personId as string))].sort();
  if (ids.length === 0) return keys;
  let stored = await readKeys(tx, ids);
  const missing = ids.filter((id) => !stored.some(({ personId }) => personId === id));
  if (missing.length) {
    const [{ at }] = concerned as [EventRow];
    await insertKeys(
      tx,
      missing.map((personId) => ({ personId, key: wrapKey(personId, newPersonKey()), createdAt: at })),
    );
    // Read again: another transaction may have been first.
    stored = await readKeys(tx, ids);
  }
  for (const { personId, key, destroyedAt } of stored) {
    keys.set(personId, destroyedAt ? newPersonKey() : unwrapKey(personId, key));
  }
  return keys;
}

async function readKeys(tx: Tx | Queryable, ids: readonly string[]): Promise<StoredKey[]> {
  if (!isSqlTx(tx)) return tx.personKey.findMany({ where: { personId: { in: [...ids] } } });
  const { rows } = await tx.query<StoredKey>({
    name: "person-keys",
    text: `select person_id as "personId", key, destroyed_at as "destroyedAt" from person_keys where person_id = any($1)`,
    values: [ids],
  });
  return rows;
}

async function insertKeys(tx: Tx | Queryable, made: { personId: string; key: Buffer; createdAt: Date }[]) {
  if (!isSqlTx(tx)) {
    await tx.personKey.createMany({
      data: made.map((one) => ({ ...one, key: new Uint8Array(one.key) })),
      skipDuplicates: true,
    });
    return;
  }
  for (const { personId, key, createdAt } of made) {
    await tx.query({
      name: "make-person-key",
      text: "insert into person_keys (person_id, key, created_at) values ($1, $2, $3) on conflict do nothing",
      values: [personId, key, createdAt],
    });
  }
}

export function isSqlTx<Q extends Queryable>(tx: Tx | Q): tx is Q {
  return typeof (tx as Queryable).query === "function";
}

/** A row beside a leaf as a reader found it. */
export interface StoredField {
  eventId: string;
  field: string;
  value: string;
  personId: string | null;
}

export type OpenedField<F extends StoredField> = F & {
  /** Of a sealed field the salt that stood in the seal. */
  salt: Buffer;
  /** When the key was destroyed; the value then says so. */
  erasedAt: Date | null;
};

/**
 * Opens what is sealed among these fields; what is not sealed passes as it is. A field whose key was destroyed reads
 * "erased on 2026-11-21", with an empty salt.
 * @throws CountersignError `unavailable` when COUNTERSIGN_SECRET is not the one the keys were wrapped under
 */
export async function openFields<F extends StoredField>(
  q: Queryable,
  fields: readonly (F & { salt?: Buffer })[],
): Promise<OpenedField<F>[]> {
  const ids = [...new Set(fields.flatMap(({ personId }) => personId ?? []))];
  const stored = new Map(ids.length ? (await readKeys(q, ids)).map((key) => [key.personId, key]) : []);
  const keys = new Map<string, Buffer>();
  for (const { personId, key, destroyedAt } of stored.values()) {
    if (!destroyedAt) keys.set(personId, unwrapKey(personId, key));
  }
  return fields.map((one) => {
    if (one.personId === null) return { ...one, salt: one.salt ?? Buffer.alloc(0), erasedAt: null };
    const key = keys.get(one.personId);
    const opened = key && openField(key, one, one.value);
    if (opened) return { ...one, ...opened, erasedAt: null };
    const erasedAt = stored.get(one.personId)?.destroyedAt ?? null;
    const value = erasedAt ? `erased on ${erasedAt.toISOString().slice(0, 10)}` : "cannot be opened";
    return { ...one, value, salt: Buffer.alloc(0), erasedAt: erasedAt ?? new Date(0) };
  });
}
