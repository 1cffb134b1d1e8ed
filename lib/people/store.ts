import type { Role } from "@/lib/context";
import { db, type Tx } from "@/lib/db";
import type { Subject } from "./rules";
import type { PersonChanges, PrivilegeClass } from "./schema";
import { ADMINISTRATORS } from "./terms";

/** One at a time: who decides about administrators or the first one waits for whoever else does. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${ADMINISTRATORS}))`;
}

/** How many active people administer the whole organisation, apart from this one. Only true under `lockAdministrators`. */
export async function countOtherAdmins(tx: Tx, personId: string | null): Promise<number> {
  return await tx.person.count({
    where: {
      status: "active",
      ...(personId ? { id: { not: personId } } : {}),
      grants: { some: { role: "admin", teamId: null } },
    },
  });
}

export function countActiveAdmins(tx: Tx = db()): Promise<number> {
  return countOtherAdmins(tx, null);
}

export interface LoadedPerson extends Subject {
  name: string;
  email: string;
  title: string;
  managerId: string | null;
  version: number;
}

/** The person as the rules see them; the row stays locked until the transaction ends. */
export async function loadPerson(tx: Tx, personId: string): Promise<LoadedPerson | null> {
  await tx.$queryRaw`select 1 from people where id = ${personId} for no key update`;
  return await tx.person.findUnique({
    where: { id: personId },
    select: {
      id: true,
      name: true,
      email: true,
      title: true,
      managerId: true,
      version: true,
      teamId: true,
      status: true,
      grants: { select: { role: true, teamId: true } },
    },
  });
}

/** This person and everybody above, nearest first; ends where the line ends or meets itself. */
export async function managersAbove(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`with recursive line(id) as (select ${personId}::text union
    select p.manager_id from line l join people p on p.id = l.id where p.manager_id is not null) select id from line`;
  return rows.map(({ id }) => id);
}

/** Writes what is given over the version the viewer saw; false when it is gone. */
export async function updatePerson(
  tx: Tx,
  { personId, version, changes }: { personId: string; version: number; changes: PersonChanges },
): Promise<boolean> {
  const { count } = await tx.person.updateMany({
    where: { id: personId, version },
    data: { ...changes, version: { increment: 1 } },
  });
  return count === 1;
}

export interface NewPerson {
  id: string;
  name: string;
  email: string;
  title: string;
  teamId: string | null;
  managerId?: string | null;
  passwordHash?: string;
  createdAt: Date;
}

/** Adds a person; false when the address is somebody's already. */
export async function insertPerson(tx: Tx, person: NewPerson): Promise<boolean> {
  const { count } = await tx.person.createMany({ data: [person], skipDuplicates: true });
  return count === 1;
}

export interface NewGrant {
  id: string;
  personId: string;
  role: Role;
  teamId: string | null;
  grantedById: string | null;
  grantedAt: Date;
}

export async function insertGrant(tx: Tx, grant: NewGrant): Promise<void> {
  await tx.roleGrant.create({ data: grant });
}

export async function loadGrant(tx: Tx, grantId: string) {
  return await tx.roleGrant.findUnique({
    where: { id: grantId },
    select: { id: true, personId: true, role: true, teamId: true },
  });
}

/** False when somebody removed it first. */
export async function deleteGrant(tx: Tx, grantId: string): Promise<boolean> {
  const { count } = await tx.roleGrant.deleteMany({ where: { id: grantId } });
  return count === 1;
}

export async function teamExists(tx: Tx, teamId: string): Promise<boolean> {
  return (await tx.team.count({ where: { id: teamId } })) === 1;
}

export async function insertTeam(tx: Tx, team: { id: string; name: string; createdAt: Date }): Promise<boolean> {
  const { count } = await tx.team.createMany({ data: [team], skipDuplicates: true });
  return count === 1;
}

/** False when the name or the privilege class is taken: each class has one group. */
export async function insertGroup(
  tx: Tx,
  group: { id: string; name: string; privilegeClass: PrivilegeClass; createdAt: Date },
): Promise<boolean> {
  const { count } = await tx.reviewerGroup.createMany({ data: [group], skipDuplicates: true });
  return count === 1;
}

export async function groupExists(tx: Tx, groupId: string): Promise<boolean> {
  return (await tx.reviewerGroup.count({ where: { id: groupId } })) === 1;
}

export async function insertMember(
  tx: Tx,
  member: { groupId: string; personId: string; addedAt: Date },
): Promise<boolean> {
  const { count } = await tx.reviewerGroupMember.createMany({ data: [member], skipDuplicates: true });
  return count === 1;
}

export async function deleteMember(tx: Tx, member: { groupId: string; personId: string }): Promise<boolean> {
  const { count } = await tx.reviewerGroupMember.deleteMany({ where: member });
  return count === 1;
}

export interface StoredView {
  id: string;
  personId: string;
  area: string;
  name: string;
  query: string;
  shared: boolean;
  isDefault: boolean;
  createdAt: Date;
}

/** Saves a view under its name, over the person's own of the same name; a default replaces the former default. */
export async function putView(tx: Tx, view: StoredView): Promise<string> {
  const { personId, area, name, query, shared, isDefault } = view;
  if (isDefault)
    await tx.savedView.updateMany({ where: { personId, area, isDefault: true }, data: { isDefault: false } });
  const { id } = await tx.savedView.upsert({
    where: { personId_area_name: { personId, area, name } },
    create: view,
    update: { query, shared, isDefault },
    select: { id: true },
  });
  return id;
}

/** How many views of other names the person keeps of this list. */
export async function countOtherViews(tx: Tx, { personId, area, name }: StoredView): Promise<number> {
  return await tx.savedView.count({ where: { personId, area, name: { not: name } } });
}

export async function deleteOwnView(tx: Tx, viewId: string, personId: string): Promise<boolean> {
  const { count } = await tx.savedView.deleteMany({ where: { id: viewId, personId } });
  return count === 1;
}

/** Merges settings in one statement, so that two tabs cannot overwrite each other's: columns merge per list. */
export async function mergePreferences(
  personId: string,
  { timeZone, columns, rest }: { timeZone: string | null; columns: object; rest: object },
): Promise<void> {
  await db().$executeRaw`update people set time_zone = coalesce(${timeZone}, time_zone),
    preferences = preferences || ${JSON.stringify(rest)}::jsonb || jsonb_build_object('columns',
      coalesce(preferences->'columns', '{}'::jsonb) || ${JSON.stringify(columns)}::jsonb) where id = ${personId}`;
}
