import type { RoleGrant } from "@/lib/context";
import { type SqlTx, sql } from "@/lib/db";
import type { Rhythm } from "../terms";

export interface StoredSchedule {
  id: string;
  personId: string;
  teamId: string | null;
  teamName: string | null;
  rhythm: Rhythm;
  timeZone: string;
  nextAt: Date;
  lastAt: Date | null;
  error: string;
  version: number;
}

const ROW = `s.id, s.person_id as "personId", s.team_id as "teamId", t.name as "teamName", s.rhythm, s.time_zone as "timeZone", s.next_at as "nextAt",
  s.last_at as "lastAt", s.error, s.version`;
const REPORT = "posture";

/** The schedules of one person, the next first. */
export async function selectSchedules(personId: string): Promise<StoredSchedule[]> {
  const { rows } = await sql().query<StoredSchedule>(
    `select ${ROW} from report_schedules s left join teams t on t.id = s.team_id where s.person_id = $1 and s.report = $2 order by s.next_at, s.id`,
    [personId, REPORT],
  );
  return rows;
}

/** The zone of an active person; null: there is none. */
export async function zoneOf(tx: SqlTx, personId: string): Promise<string | null> {
  const { rows } = await tx.query<{ zone: string }>(
    "select time_zone as zone from people where id = $1 and status = 'active'",
    [personId],
  );
  return rows[0]?.zone ?? null;
}

export interface NewSchedule {
  id: string;
  personId: string;
  teamId: string | null;
  rhythm: Rhythm;
  timeZone: string;
  nextAt: Date;
}

/** Puts a schedule in place of the one that the person had for the same numbers. @returns its id, which the former one keeps */
export async function upsertSchedule(tx: SqlTx, given: NewSchedule): Promise<string> {
  const { id, personId, teamId, rhythm, timeZone, nextAt } = given;
  const conflict = teamId === null ? "(person_id, report) where team_id is null" : "(person_id, report, team_id)";
  const { rows } = await tx.query<{ id: string }>(
    `insert into report_schedules (id, person_id, report, team_id, rhythm, time_zone, next_at) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict ${conflict} do update set rhythm = excluded.rhythm, time_zone = excluded.time_zone, next_at = excluded.next_at,
        error = '', version = report_schedules.version + 1 returning id`,
    [id, personId, REPORT, teamId, rhythm, timeZone, nextAt],
  );
  return rows[0]?.id ?? id;
}

/** @returns the team whose numbers it was about; undefined: this person has no such schedule */
export async function deleteSchedule(
  tx: SqlTx,
  { id, personId }: { id: string; personId: string },
): Promise<{ teamId: string | null } | undefined> {
  const { rows } = await tx.query<{ teamId: string | null }>(
    `delete from report_schedules where id = $1 and person_id = $2 returning team_id as "teamId"`,
    [id, personId],
  );
  return rows[0];
}

/** Takes one report that is due and that nobody else holds: until `until` it is this worker's. */
export async function claimDue(tx: SqlTx, now: Date, until: Date): Promise<StoredSchedule | null> {
  const { rows } = await tx.query<StoredSchedule>(
    `with due as (select id from report_schedules where next_at <= $1 and report = $3 order by next_at, id limit 1 for update skip locked),
      s as (update report_schedules r set next_at = $2, version = version + 1 from due where r.id = due.id returning r.*)
      select ${ROW} from s left join teams t on t.id = s.team_id`,
    [now, until, REPORT],
  );
  return rows[0] ?? null;
}

/** How a claimed report ended. @returns false: somebody changed or ended the schedule meanwhile, and theirs stands */
export async function settleClaim(
  tx: SqlTx,
  { id, version }: Pick<StoredSchedule, "id" | "version">,
  ended: { nextAt: Date; lastAt: Date | null; error: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update report_schedules set next_at = $3, last_at = coalesce($4, last_at), error = $5, version = version + 1
      where id = $1 and version = $2`,
    [id, version, ended.nextAt, ended.lastAt, ended.error],
  );
  return rowCount === 1;
}

export interface Reader {
  id: string;
  name: string;
  email: string;
  grants: RoleGrant[];
}

/** The person whom a report is for, with the roles of this moment; null: they are not here any more. */
export async function findReader(tx: SqlTx, personId: string): Promise<Reader | null> {
  const { rows } = await tx.query<Reader>(
    `select p.id, p.name, p.email, coalesce((select json_agg(json_build_object('role', g.role, 'teamId', g.team_id)) from role_grants g
        where g.person_id = p.id), '[]') as grants from people p where p.id = $1 and p.status = 'active'`,
    [personId],
  );
  return rows[0] ?? null;
}
