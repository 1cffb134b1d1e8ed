import type { SqlTx } from "@/lib/db";
import type { Queryable } from "../store";
import type { CampaignPlan } from "../terms";
import type { DefinitionState } from "./views";

/** A definition as it is stored. */
export interface DefinitionRecord {
  id: string;
  name: string;
  description: string;
  plan: CampaignPlan;
  schedule: string | null;
  timeZone: string;
  nextAt: Date | null;
  state: DefinitionState;
  fallbackId: string | null;
  createdById: string | null;
  createdAt: Date;
  version: number;
}

const COLUMNS = `d.id, d.name, d.description, d.plan, d.schedule, d.time_zone as "timeZone", d.next_at as "nextAt", d.state,
  d.fallback_id as "fallbackId", d.created_by_id as "createdById", d.created_at as "createdAt", d.version`;

export async function insertDefinition(tx: SqlTx, row: Omit<DefinitionRecord, "version" | "state">): Promise<void> {
  await tx.query(
    `insert into campaign_definitions (id, name, description, plan, schedule, time_zone, next_at, fallback_id, created_by_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[row.id, row.name, row.description, JSON.stringify(row.plan), row.schedule, row.timeZone, row.nextAt],
      ...[row.fallbackId, row.createdById, row.createdAt],
    ],
  );
}

export async function loadDefinition(
  q: Queryable,
  id: string,
  { held = false }: { held?: boolean } = {},
): Promise<DefinitionRecord | null> {
  const lock = held ? "for no key update" : "";
  const text = `select ${COLUMNS} from campaign_definitions d where d.id = $1 ${lock}`;
  return (await q.query<DefinitionRecord>(text, [id])).rows[0] ?? null;
}

/** Writes a held definition; its version rises. @returns false when it is of another version by now */
export async function updateDefinition(tx: SqlTx, row: DefinitionRecord): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update campaign_definitions set name = $3, description = $4, plan = $5, schedule = $6, time_zone = $7, next_at = $8, state = $9,
       fallback_id = $10, version = version + 1 where id = $1 and version = $2`,
    [
      ...[row.id, row.version, row.name, row.description, JSON.stringify(row.plan), row.schedule, row.timeZone],
      ...[row.nextAt, row.state, row.fallbackId],
    ],
  );
  return rowCount === 1;
}

/** A definition whose time has come, held until commit; null: none, or other workers hold all of them. */
export async function takeDue(tx: SqlTx): Promise<(DefinitionRecord & { readAt: Date }) | null> {
  const { rows } = await tx.query<DefinitionRecord & { readAt: Date }>(
    `select ${COLUMNS}, date_trunc('milliseconds', clock_timestamp()) as "readAt" from campaign_definitions d
     where d.state = 'active' and d.next_at <= clock_timestamp()
     order by d.next_at, d.id limit 1 for no key update skip locked`,
  );
  return rows[0] ?? null;
}

/** The clock of the database moved a definition on to its next occurrence: not a change that a person made. */
export async function setNext(tx: SqlTx, id: string, nextAt: Date | null): Promise<void> {
  await tx.query("update campaign_definitions set next_at = $2 where id = $1", [id, nextAt]);
}

/** Whether this person exists and is active. */
export async function isActivePerson(q: Queryable, id: string): Promise<boolean> {
  const { rows } = await q.query("select from people where id = $1 and status = 'active'", [id]);
  return rows.length === 1;
}

/**
 * Who gets what nobody else can judge: of these the first who is active, else somebody of compliance, rather for the whole
 * organisation than for this team, else the CISO or an administrator; null when there is nobody.
 */
export async function findFallback(
  q: Queryable,
  { preferred, teamId }: { preferred: readonly (string | null)[]; teamId: string | null },
): Promise<string | null> {
  const { rows } = await q.query<{ id: string }>(
    `select p.id from people p left join role_grants g on g.person_id = p.id and g.role in ('compliance', 'ciso', 'admin')
       and (g.team_id is null or g.team_id = $2)
     where p.status = 'active' and (p.id = any($1) or g.id is not null)
     order by array_position($1, p.id) nulls last, array_position(array['compliance', 'ciso', 'admin'], g.role::text),
       g.team_id nulls first, p.id limit 1`,
    [preferred.filter((id) => id !== null), teamId],
  );
  return rows[0]?.id ?? null;
}
