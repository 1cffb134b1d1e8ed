import type { ErasureLine } from "@/lib/audit";
import type { SqlTx } from "@/lib/db";
import { erasedAddress } from "@/lib/people/rules";
import type { Queryable } from "../store";
import type { ErasureState } from "../terms";
import { ERASED_NAME } from "../terms";

export interface ErasureRow {
  id: string;
  personId: string;
  person: string | null;
  reason: string;
  state: ErasureState;
  askedById: string;
  askedBy: string | null;
  askedAt: Date;
  confirmedById: string | null;
  confirmedBy: string | null;
  doneAt: Date | null;
  fields: number;
  version: number;
}

const SELECT = `select e.id, e.person_id as "personId", p.name as person, e.reason, e.state, e.asked_by_id as "askedById",
    a.name as "askedBy", e.asked_at as "askedAt", e.confirmed_by_id as "confirmedById", c.name as "confirmedBy",
    e.done_at as "doneAt", e.fields, e.version
  from erasures e left join people p on p.id = e.person_id left join people a on a.id = e.asked_by_id
    left join people c on c.id = e.confirmed_by_id`;

/** What waits first, then what is over, the newest first. */
export async function readErasures(q: Queryable, limit: number): Promise<ErasureRow[]> {
  const order = "order by e.state <> 'asked', e.asked_at desc, e.id desc limit $1";
  return (await q.query<ErasureRow>(`${SELECT} ${order}`, [limit])).rows;
}

export async function lockErasure(tx: SqlTx, id: string): Promise<ErasureRow | null> {
  return (await tx.query<ErasureRow>(`${SELECT} where e.id = $1 for update of e`, [id])).rows[0] ?? null;
}

/** @returns false when an erasure of this person waits already */
export async function insertErasure(
  tx: SqlTx,
  row: { id: string; personId: string; reason: string; askedById: string; askedAt: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into erasures (id, person_id, reason, asked_by_id, asked_at) select $1, $2, $3, $4, $5
     where not exists (select from erasures where person_id = $2 and state = 'asked')`,
    [row.id, row.personId, row.reason, row.askedById, row.askedAt],
  );
  return rowCount === 1;
}

/** @returns false when it is of another version or over */
export async function moveErasure(
  tx: SqlTx,
  move: { id: string; version: number; to: ErasureState; byId: string; doneAt: Date | null; fields: number },
): Promise<boolean> {
  // The reason is about the person as well: with what is known of them it goes.
  const { rowCount } = await tx.query(
    `update erasures set state = $3, confirmed_by_id = $4, done_at = $5, fields = $6, version = version + 1,
       reason = case $3 when 'done' then '' else reason end
     where id = $1 and version = $2 and state = 'asked'`,
    [move.id, move.version, move.to, move.byId, move.doneAt, move.fields],
  );
  return rowCount === 1;
}

/** The erasures that were done, but those of these people. */
export async function readDone(q: Queryable, without: readonly string[]): Promise<ErasureLine[]> {
  const { rows } = await q.query<ErasureLine>(
    `select person_id as "personId", id as "erasureId", asked_by_id as "askedById", confirmed_by_id as "confirmedById", done_at as at
     from erasures where state = 'done' and person_id <> all ($1) order by id`,
    [without],
  );
  return rows;
}

/** An erasure that a restored backup does not know. */
export async function restoreErasure(
  tx: SqlTx,
  row: { id: string; personId: string; askedById: string; confirmedById: string; at: Date; fields: number },
): Promise<void> {
  await tx.query(
    `insert into erasures (id, person_id, reason, state, asked_by_id, asked_at, confirmed_by_id, done_at, fields)
     values ($1, $2, '', 'done', $3, $5, $4, $5, $6)
     on conflict (id) do update set state = 'done', reason = '', confirmed_by_id = $4, done_at = $5, version = erasures.version + 1`,
    [row.id, row.personId, row.askedById, row.confirmedById, row.at, row.fields],
  );
}

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  isActive: boolean;
  isErased: boolean;
  agents: number;
}

/** Locks the person's row, so that nobody reactivates them or gives them an agent meanwhile. */
export async function findPerson(q: Queryable, id: string, lock: boolean): Promise<PersonRow | null> {
  const { rows } = await q.query<PersonRow>(
    `select p.id, p.name, p.email, p.status = 'active' as "isActive",
       exists (select from person_keys k where k.person_id = p.id and k.destroyed_at is not null) as "isErased",
       (select count(*)::int from agents a where a.status <> 'decommissioned' and p.id in (a.owner_id, a.deputy_id, a.sponsor_id)) as agents
     from people p where p.id = $1 ${lock ? "for update of p" : ""}`,
    [id],
  );
  return rows[0] ?? null;
}

/**
 * Titles of the holds in force that cover anything known of a person: them, everything, or a stretch, an agent or a story in which
 * they did something or something was done to them. `since`: only those confirmed after it.
 */
export async function holdsOver(q: Queryable, personId: string, since: Date | null): Promise<string[]> {
  const { rows } = await q.query<{ title: string }>(
    `select h.title from legal_holds h where h.state in ('active', 'lift_asked') and ($2::timestamptz is null or h.confirmed_at > $2)
       and (h.scope ->> 'kind' = 'person' and h.scope ->> 'id' = $1
         or h.scope ->> 'kind' = 'everything' and h.scope ->> 'from' is null and h.scope ->> 'to' is null
         or exists (select from audit_events e where (e.actor_id = $1 or e.target_id = $1)
           and (h.scope ->> 'from' is null or e.at >= (h.scope ->> 'from')::timestamptz)
           and (h.scope ->> 'to' is null or e.at <= (h.scope ->> 'to')::timestamptz)
           and case h.scope ->> 'kind' when 'agent' then h.scope ->> 'id' in (e.agent_id, e.actor_id, e.target_id)
             when 'correlation' then h.scope ->> 'id' = e.correlation_id when 'everything' then true else false end))
     order by h.id`,
    [personId, since],
  );
  return rows.map(({ title }) => title);
}

/** Tables with rows about a person alone, by what these are; `$1` is the person. All of them go with an erasure. */
const OWN_ROWS: Record<string, string> = {
  "ways to sign in": "external_identities where person_id = $1",
  passkeys: "passkeys where person_id = $1",
  challenges: "passkey_challenges where person_id = $1",
  sessions: "console_sessions where person_id = $1",
  "invitations and links": "setup_links where person_id = $1",
  absences: "absences where person_id = $1",
  notices: "notices where person_id = $1",
  messages: "deliveries where person_id = $1",
  "mail settings": "mail_preferences where person_id = $1",
  "views of their own": "saved_views where person_id = $1 and not shared",
  "reports they ordered": "report_schedules where person_id = $1",
  "seats in reviewer groups": "reviewer_group_members where person_id = $1",
  roles: "role_grants where person_id = $1",
  "rights to break the glass": "break_glass_members where person_id = $1",
};

export async function countOwnRows(q: Queryable, personId: string): Promise<{ what: string; count: number }[]> {
  const parts = Object.entries(OWN_ROWS).map(
    ([what, from]) => `select '${what}' as what, count(*)::int as count from ${from}`,
  );
  const { rows } = await q.query<{ what: string; count: number }>(parts.join(" union all "), [personId]);
  return rows.filter(({ count }) => count > 0);
}

/** Fields of the log sealed under the person's key, and readable ones about them. */
export async function countFieldsOf(q: Queryable, personId: string): Promise<{ sealed: number; readable: number }> {
  const { rows } = await q.query<{ sealed: number; readable: number }>(
    `select (select count(*)::int from audit_personal where person_id = $1) as sealed,
       (select count(*)::int from audit_events e join audit_personal p on p.at = e.at and p.event_id = e.id and p.person_id is null
         where e.target_kind = 'person' and e.target_id = $1) as readable`,
    [personId],
  );
  return rows[0] ?? { sealed: 0, readable: 0 };
}

/** Destroys the person's key, for good. Somebody who has none yet gets a destroyed one: nothing can ever be opened. */
export async function destroyKey(tx: SqlTx, personId: string, at: Date): Promise<void> {
  await tx.query(
    `insert into person_keys (person_id, key, created_at, destroyed_at) values ($1, '', $2, $2)
     on conflict (person_id) do update set key = '', destroyed_at = $2 where person_keys.destroyed_at is null`,
    [personId, at],
  );
}

/** What stands readable about them beside leaves: `fields` are the personal ones, type by type. @returns how many went */
export async function eraseReadable(
  tx: SqlTx,
  personId: string,
  fields: readonly { type: string; field: string }[],
): Promise<number> {
  const { rows } = await tx.query<{ erased: bigint }>("select log_erase($1, $2, $3) as erased", [
    personId,
    fields.map(({ type }) => type),
    fields.map(({ field }) => field),
  ]);
  return Number(rows[0]?.erased ?? 0);
}

/** Blanks the person's own row, which stays as a pseudonym that history refers to, and removes the rows about them alone. */
export async function eraseRows(tx: SqlTx, personId: string, at: Date): Promise<void> {
  for (const from of Object.values(OWN_ROWS)) await tx.query(`delete from ${from}`, [personId]);
  await tx.query("update absences set delegate_id = null where delegate_id = $1", [personId]);
  await tx.query(
    `update people set name = $2, email = $3, title = '', password_hash = null, manager_id = null, time_zone = 'UTC', preferences = '{}',
       status = 'deactivated', deactivated_at = coalesce(deactivated_at, $4), version = version + 1 where id = $1`,
    [personId, ERASED_NAME, erasedAddress(personId), at],
  );
}

export interface StandingAgain {
  personId: string;
  /** Whether something of them can be read. */
  isKnown: boolean;
  /** Whether the log says that they were erased. */
  isTold: boolean;
}

/** How those who were erased stand in this database, which may be a restored one. */
export async function readStanding(q: Queryable, personIds: readonly string[]): Promise<StandingAgain[]> {
  const { rows } = await q.query<StandingAgain>(
    `select t.id as "personId",
       coalesce((select k.destroyed_at is null from person_keys k where k.person_id = t.id), true)
         and (exists (select from people p where p.id = t.id) or exists (select from person_keys k where k.person_id = t.id))
       or exists (select from people p where p.id = t.id and p.email <> 'erased:' || p.id) as "isKnown",
       exists (select from audit_events e where e.target_id = t.id and e.type in ('erasure.done', 'erasure.done_again')) as "isTold"
     from unnest($1::text[]) as t (id)`,
    [personIds],
  );
  return rows;
}

export async function isSealed(q: Queryable): Promise<boolean> {
  const { rows } = await q.query<{ sealed: boolean }>(
    "select sealed_reason <> '' as sealed from log_state where id = 1",
  );
  return rows[0]?.sealed ?? true;
}

/** People whose name or address holds `text`, those who left first; nobody who was erased. */
export async function searchPeople(
  q: Queryable,
  text: string,
  onlyLeft: boolean,
): Promise<{ id: string; name: string; email: string }[]> {
  const { rows } = await q.query<{ id: string; name: string; email: string }>(
    `select p.id, p.name, p.email from people p where (p.name ilike $1 or p.email ilike $1) and (not $2 or p.status <> 'active')
       and not exists (select from person_keys k where k.person_id = p.id and k.destroyed_at is not null)
     order by p.status, lower(p.name), p.id limit 20`,
    [`%${text.replaceAll(/[\\%_]/g, "\\$&")}%`, onlyLeft],
  );
  return rows;
}
