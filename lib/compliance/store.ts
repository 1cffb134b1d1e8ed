import type { SqlTx } from "@/lib/db";
import type { ControlState, Proof } from "./terms";

/** What was written down of a query in a check. */
interface StoredAnswer {
  query: string;
  proves: Proof;
  state: ControlState;
  found: number;
  of: number;
}

export interface StoredCheck {
  controlId: string;
  at: Date;
  state: ControlState;
  answers: StoredAnswer[];
}

/** What people said of a control; version 0 where nobody said anything yet. */
export interface StoredControl {
  id: string;
  ownerId: string | null;
  applies: boolean;
  note: string;
  version: number;
}

/** One look at everything: whoever asks several queries in this transaction gets answers of one moment. */
export async function lookAtOnce(tx: SqlTx): Promise<void> {
  await tx.query("set transaction isolation level repeatable read, read only");
}

/** Counts of one query. @param asked its two texts; $1 is the moment, $2 where decisions begin */
export async function countAgainst(
  tx: SqlTx,
  asked: { of: string; against: string },
  from: { at: Date; decisions: string },
): Promise<{ found: number; of: number }> {
  const { rows } = await tx.query<{ found: number; of: number }>(
    `select ${asked.of}::int as "of", (select count(*)::int from (${asked.against}) x) as found
     where $1::timestamptz is not null and $2::text is not null`,
    [from.at, from.decisions],
  );
  if (!rows[0]) throw new Error("a count gave no row");
  return rows[0];
}

export interface RowAgainst {
  kind: string;
  id: string;
  name: string;
  note: string | null;
  at: Date | null;
}

/** The same rows themselves, the newest first. */
export async function selectAgainst(
  tx: SqlTx,
  asked: { against: string; limit: number },
  from: { at: Date; decisions: string },
): Promise<RowAgainst[]> {
  const { rows } = await tx.query<RowAgainst>(
    `select x.kind, x.id, x.name, x.note, x.at from (${asked.against}) x
     where $1::timestamptz is not null and $2::text is not null order by x.at desc nulls last, x.name, x.id limit $3`,
    [from.at, from.decisions, asked.limit],
  );
  return rows;
}

/** One check at a time: what two workers and a person ask for together is looked at one after the other. */
export async function lockChecks(tx: SqlTx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('compliance.checks'))");
}

export interface LastCheck extends StoredCheck {
  /** Since when it is in this state. */
  since: Date;
  /** The state at the moment that was asked for; null: it was not checked then. */
  earlier: ControlState | null;
}

/** The last check of each of these controls. @param earlier the moment whose state is wanted besides */
export async function lastChecks(tx: SqlTx, ids: readonly string[], earlier: Date): Promise<Map<string, LastCheck>> {
  const { rows } = await tx.query<LastCheck>(
    `select k.control_id as "controlId", k.at, k.state, k.answers,
       (select min(s.at) from control_checks s where s.control_id = c.id and s.at > coalesce(
         (select max(o.at) from control_checks o where o.control_id = c.id and o.state <> k.state), '-infinity')) as since,
       (select e.state from control_checks e where e.control_id = c.id and e.at <= $2 order by e.at desc limit 1) as earlier
     from unnest($1::text[]) c(id)
     cross join lateral (select * from control_checks k where k.control_id = c.id order by k.at desc limit 1) k`,
    [ids, earlier],
  );
  return new Map(rows.map((row) => [row.controlId, row]));
}

/** The checks of one control in order of time, from this moment on. */
export async function selectChecks(tx: SqlTx, id: string, from: Date): Promise<{ at: Date; state: ControlState }[]> {
  const { rows } = await tx.query<{ at: Date; state: ControlState }>(
    "select at, state from control_checks where control_id = $1 and at >= $2 order by at",
    [id, from],
  );
  return rows;
}

export async function insertChecks(tx: SqlTx, checks: readonly StoredCheck[]): Promise<void> {
  if (!checks.length) return;
  await tx.query(
    `insert into control_checks (control_id, at, state, answers)
     select c.control_id, c.at, c.state, c.answers from json_to_recordset($1) as c(control_id text, at timestamptz, state text, answers jsonb)`,
    [JSON.stringify(checks.map(({ controlId, ...check }) => ({ control_id: controlId, ...check })))],
  );
}

const CONTROL = `id, owner_id as "ownerId", applies, note, version`;

export async function selectControls(tx: SqlTx, ids: readonly string[]): Promise<Map<string, StoredControl>> {
  const { rows } = await tx.query<StoredControl>(`select ${CONTROL} from controls where id = any($1)`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What people said of it, held until commit; null: nothing yet. */
export async function lockControl(tx: SqlTx, id: string): Promise<StoredControl | null> {
  const { rows } = await tx.query<StoredControl>(`select ${CONTROL} from controls where id = $1 for update`, [id]);
  return rows[0] ?? null;
}

/** @returns whether it still had the version that was looked at (0: nobody had said anything) */
export async function writeControl(
  tx: SqlTx,
  seen: { id: string; version: number },
  set: Omit<StoredControl, "id" | "version"> & { at: Date },
): Promise<boolean> {
  const values = [seen.id, seen.version, set.ownerId, set.applies, set.note, set.at];
  const { rowCount } = await tx.query(
    seen.version === 0
      ? `insert into controls (id, owner_id, applies, note, updated_at, version) select $1, $3, $4, $5, $6, 1 where $2 = 0
         on conflict (id) do nothing`
      : `update controls set owner_id = $3, applies = $4, note = $5, updated_at = $6, version = version + 1 where id = $1 and version = $2`,
    values,
  );
  return rowCount === 1;
}

export interface StoredPerson {
  id: string;
  name: string;
  active: boolean;
}

export async function selectPeople(tx: SqlTx, ids: readonly string[]): Promise<Map<string, StoredPerson>> {
  const { rows } = await tx.query<StoredPerson>(
    "select id, name, status = 'active' as active from people where id = any($1)",
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who can answer for a control: active, with one of these roles for the whole organisation. */
export async function selectCandidates(tx: SqlTx, roles: readonly string[]): Promise<StoredPerson[]> {
  const { rows } = await tx.query<StoredPerson>(
    `select p.id, p.name, true as active from people p where p.status = 'active' and exists (select 1 from role_grants g
       where g.person_id = p.id and g.team_id is null and g.role::text = any($1)) order by p.name, p.id`,
    [roles],
  );
  return rows;
}

/** The controls that apply and that this person answers for. */
export async function selectOwned(tx: SqlTx, personId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>("select id from controls where owner_id = $1 and applies", [
    personId,
  ]);
  return rows.map(({ id }) => id);
}
