import type { SqlTx } from "@/lib/db";
import type { Queryable } from "../store";
import type { RetentionClass } from "../terms";
import type { LogSizes } from "../views";

export interface RuleRow {
  class: RetentionClass;
  months: number;
  asked: number | null;
  askedById: string | null;
  askedBy: string | null;
  setById: string | null;
  setBy: string | null;
  setAt: Date;
  letGo: Date | null;
  version: number;
}

const SELECT = `select r.class, r.months, r.asked, r.asked_by_id as "askedById", a.name as "askedBy", r.set_by_id as "setById",
    s.name as "setBy", r.set_at as "setAt", r.let_go as "letGo", r.version
  from retention_rules r left join people a on a.id = r.asked_by_id left join people s on s.id = r.set_by_id`;

export async function readRules(q: Queryable): Promise<RuleRow[]> {
  return (await q.query<RuleRow>(SELECT)).rows;
}

export async function lockRules(tx: SqlTx): Promise<RuleRow[]> {
  return (await tx.query<RuleRow>(`${SELECT} for update of r`)).rows;
}

/** @returns false when the rule is of another version */
export async function setMonths(
  tx: SqlTx,
  { name, version, months, byId, at }: { name: string; version: number; months: number; byId: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update retention_rules set months = $3, set_by_id = $4, set_at = $5, asked = null, asked_by_id = null, version = version + 1
     where class = $1 and version = $2`,
    [name, version, months, byId, at],
  );
  return rowCount === 1;
}

/** Writes down, or (null) takes away, the shorter time that was asked for. @returns false when the rule is of another version */
export async function askMonths(
  tx: SqlTx,
  { name, version, months, byId }: { name: string; version: number; months: number | null; byId: string | null },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update retention_rules set asked = $3, asked_by_id = $4, version = version + 1 where class = $1 and version = $2`,
    [name, version, months, byId],
  );
  return rowCount === 1;
}

/** Fields beside leaves by class, and the oldest of each. */
export async function countFields(q: Queryable): Promise<Map<string, { fields: number; oldest: Date }>> {
  const { rows } = await q.query<{ retention: string; fields: bigint; oldest: Date }>(
    "select retention, count(*) as fields, min(at) as oldest from audit_personal group by retention",
  );
  return new Map(rows.map(({ retention, fields, oldest }) => [retention, { fields: Number(fields), oldest }]));
}

export async function readSizes(q: Queryable): Promise<LogSizes> {
  const { rows } = await q.query(
    `with parts as (select i.inhparent::regclass::text as parent, pg_total_relation_size(i.inhrelid) as bytes from pg_inherits i
       where i.inhparent in ('audit_events'::regclass, 'audit_personal'::regclass, 'audit_search'::regclass))
     select (select coalesce(sum(minimum), 0) from log_epochs)::float8 as "letGo",
       (select coalesce(sum(size), 0) from (select max(size) as size from log_checkpoints group by epoch) c)::float8 as size,
       (select min(at) from audit_events) as oldest,
       (select coalesce(sum(bytes), 0) from parts where parent = 'audit_events')::float8 as "eventBytes",
       (select coalesce(sum(bytes), 0) from parts where parent <> 'audit_events')::float8 as "besideBytes",
       pg_total_relation_size('log_tiles')::float8 as "tileBytes"`,
  );
  const { letGo, size, oldest, ...bytes } = rows[0];
  return { ...bytes, letGo, leaves: size - letGo, oldest: oldest?.toISOString() ?? null };
}
