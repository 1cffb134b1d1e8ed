import { sql } from "@/lib/db";
import type { NamedValue } from "../../search-language";
import type { Seen } from "../where";

export interface Named {
  id: string;
  name: string;
}

const MOST = 4;
const AGENTS = "select id, name from agents, reader where everything or id = any(agent_ids)";
const TABLES: Record<NamedValue["field"], string> = {
  agentId: AGENTS,
  personId: "select id, name from people",
  policy: "select id, name from policies",
  actorId: `select id, name from people union all ${AGENTS} union all select id, name from api_keys, reader where everything`,
};

/** Who or what goes by this name among what the reader knows of; where nobody does, whose name has it in it. At most four. */
export async function findNamed(seen: Seen, field: NamedValue["field"], name: string): Promise<Named[]> {
  const { rows } = await sql().query<Named>(
    `with reader as (select $2::boolean as everything, $3::text[] as agent_ids), known as (${TABLES[field]}), alike as (select id, name, lower(name) = lower($1) as same from known
        where strpos(lower(name), lower($1)) > 0)
      select id, name from alike where same or not exists (select from alike where same) order by name, id limit ${MOST}`,
    [name, seen.everything, seen.agentIds],
  );
  return rows;
}
