import type { RoleGrant } from "@/lib/context";
import { type SqlTx, sql } from "@/lib/db";
import type { Period } from "./rules";
import type { AbsenceView, DelegateOption } from "./views";

export interface PersonFacts {
  id: string;
  active: boolean;
  grants: RoleGrant[];
  /** Their absences that are not over, by the database's clock. */
  away: Period[];
}

/**
 * These people with their absences, held until commit: two absences of one person, or one of somebody and of who stands in for
 * them, are made one after the other.
 */
export async function lockPeople(tx: SqlTx, ids: readonly string[]): Promise<Map<string, PersonFacts>> {
  await tx.query("select 1 from people where id = any($1) order by id for no key update", [ids]);
  const { rows } = await tx.query<PersonFacts & { away: { from: string; until: string }[] }>(
    `select p.id, p.status = 'active' as active,
       coalesce((select json_agg(json_build_object('role', g.role, 'teamId', g.team_id)) from role_grants g where g.person_id = p.id), '[]') as grants,
       coalesce((select json_agg(json_build_object('from', a.from_at, 'until', a.until_at)) from absences a
         where a.person_id = p.id and a.ended_at is null and a.until_at > clock_timestamp()), '[]') as away
     from people p where p.id = any($1)`,
    [ids],
  );
  const dated = (away: { from: string; until: string }[]) =>
    away.map(({ from, until }) => ({ from: new Date(from), until: new Date(until) }));
  return new Map(rows.map(({ away, ...row }) => [row.id, { ...row, away: dated(away as never) }]));
}

export interface NewAbsence {
  id: string;
  personId: string;
  delegateId: string | null;
  from: Date;
  until: Date;
  note: string;
  createdById: string;
  createdAt: Date;
}

export async function insertAbsence(tx: SqlTx, absence: NewAbsence): Promise<void> {
  await tx.query(
    `insert into absences (id, person_id, delegate_id, from_at, until_at, note, created_by_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      absence.id,
      absence.personId,
      absence.delegateId,
      absence.from,
      absence.until,
      absence.note,
      absence.createdById,
      absence.createdAt,
    ],
  );
}

export async function findAbsence(
  tx: SqlTx,
  id: string,
): Promise<{ personId: string; delegateId: string | null } | null> {
  const { rows } = await tx.query<{ personId: string; delegateId: string | null }>(
    `select person_id as "personId", delegate_id as "delegateId" from absences where id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** Ends it now, or before it begins. @returns whether it was not over */
export async function endAbsenceNow(tx: SqlTx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    "update absences set ended_at = clock_timestamp() where id = $1 and ended_at is null and until_at > clock_timestamp()",
    [id],
  );
  return rowCount === 1;
}

/** What is not over: of these people, or of everybody, the next first. With those for whom they stand in. */
export async function selectAbsences(personId: string): Promise<AbsenceView[]> {
  const { rows } = await sql().query<Omit<AbsenceView, "from" | "until"> & { from: Date; until: Date }>(
    `select a.id, json_build_object('id', p.id, 'name', p.name) as person, a.from_at as "from", a.until_at as "until", a.note,
       case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end as delegate,
       case when a.from_at <= clock_timestamp() then 'now' else 'soon' end as state
     from absences a join people p on p.id = a.person_id left join people d on d.id = a.delegate_id
     where a.ended_at is null and a.until_at > clock_timestamp() and $1 in (a.person_id, a.delegate_id)
     order by a.from_at, a.id limit 200`,
    [personId],
  );
  return rows.map((row) => ({ ...row, from: row.from.toISOString(), until: row.until.toISOString() }));
}

/** Active reviewers but this one, by name. */
export async function selectReviewers(exceptId: string): Promise<DelegateOption[]> {
  const { rows } = await sql().query<DelegateOption>(
    `select p.id, p.name, p.title from people p where p.status = 'active' and p.id <> $1
       and exists (select 1 from role_grants g where g.person_id = p.id and g.role = 'reviewer') order by p.name, p.id limit 500`,
    [exceptId],
  );
  return rows;
}
