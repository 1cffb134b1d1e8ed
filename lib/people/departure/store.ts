import type { SqlTx } from "@/lib/db";
import type { LoadedPerson } from "../store";
import { ADMINISTRATORS } from "../terms";

/**
 * Takes the lock under which administrators are decided about, so that one departure sees the outcome of the other: neither two
 * last administrators nor two people who would succeed each other can leave at once.
 */
export async function lockDepartures(tx: SqlTx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext($1))", [ADMINISTRATORS]);
}

/** @param lock holds the person until commit against everything that names them to answer for something or signs them in */
export async function leaverOf(
  tx: SqlTx,
  personId: string,
  lock: "for no key update of p" | "" = "",
): Promise<LoadedPerson | null> {
  const { rows } = await tx.query<LoadedPerson>(
    `select p.id, p.name, p.email, p.title, p.manager_id as "managerId", p.version, p.team_id as "teamId", p.status,
       coalesce((select json_agg(json_build_object('role', g.role, 'teamId', g.team_id)) from role_grants g where g.person_id = p.id), '[]') as grants
     from people p where p.id = $1 ${lock}`,
    [personId],
  );
  return rows[0] ?? null;
}

/** How many other active people administer the whole organisation; only true under `lockDepartures`. */
export async function otherAdministrators(tx: SqlTx, personId: string): Promise<number> {
  const { rows } = await tx.query<{ others: number }>(
    `select count(distinct p.id)::int as others from people p join role_grants g on g.person_id = p.id
     where p.status = 'active' and g.role = 'admin' and g.team_id is null and p.id <> $1`,
    [personId],
  );
  return rows[0]?.others ?? 0;
}

/** Moves a person between active and deactivated; false when the row is not as it was when the viewer read it. */
export async function moveStatus(
  tx: SqlTx,
  given: { personId: string; version: number; to: "active" | "deactivated"; now: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update people set status = $3::"PersonStatus", version = version + 1, deactivated_at = case when $3 = 'deactivated' then $4::timestamptz end
     where id = $1 and version = $2 and status <> $3::"PersonStatus"`,
    [given.personId, given.version, given.to, given.now],
  );
  return rowCount === 1;
}

/** Reviewer groups of the person, and how many other active members each has. */
export async function groupsOf(tx: SqlTx, personId: string): Promise<GroupLeft[]> {
  const { rows } = await tx.query<GroupLeft>(
    `select g.id, g.name, (select count(*)::int from reviewer_group_members o join people p on p.id = o.person_id
       where o.group_id = g.id and o.person_id <> $1 and p.status = 'active') as others
     from reviewer_groups g join reviewer_group_members m on m.group_id = g.id where m.person_id = $1 order by g.name`,
    [personId],
  );
  return rows;
}

export interface GroupLeft {
  id: string;
  name: string;
  /** Active members without the leaver; with none, nobody reviews the group's class. */
  others: number;
}
