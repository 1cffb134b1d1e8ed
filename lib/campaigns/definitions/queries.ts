import { sql } from "@/lib/db";
import type { DefinitionRecord } from "./store";

export interface DefinitionRow extends DefinitionRecord {
  fallbackName: string | null;
  fallbackActive: boolean;
  campaigns: { id: string; name: string; state: string; occurrence: string | null }[];
}

/** Definitions with what they made lately: one of this id, or all that are not retired and those that are, in order of what is next. */
export async function selectDefinitions(id: string | null): Promise<DefinitionRow[]> {
  const { rows } = await sql().query<DefinitionRow>(
    `select d.id, d.name, d.description, d.plan, d.schedule, d.time_zone as "timeZone", d.next_at as "nextAt", d.state,
       d.fallback_id as "fallbackId", d.created_by_id as "createdById", d.created_at as "createdAt", d.version,
       p.name as "fallbackName", coalesce(p.status = 'active', false) as "fallbackActive", made.campaigns
     from campaign_definitions d left join people p on p.id = d.fallback_id
     cross join lateral (select coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'state', c.state,
         'occurrence', c.occurrence) order by c.created_at desc, c.id desc), '[]') as campaigns
       from (select * from campaigns m where m.definition_id = d.id order by m.created_at desc, m.id desc limit 10) c) made
     where $1::text is null or d.id = $1
     order by d.state = 'retired', d.next_at nulls last, d.name, d.id limit 500`,
    [id],
  );
  return rows;
}
