import type { SqlTx } from "@/lib/db";
import { sql } from "@/lib/db";
import type { PersonRef } from "../views";
import type { PeopleById, StoredChange } from "./present";

/** Names of the people whose ids stand at tools. */
export async function peopleOf(tx: SqlTx, ids: readonly (string | null)[]): Promise<PeopleById> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (!wanted.length) return new Map();
  const { rows } = await tx.query<PersonRef>(
    "select id, name, status = 'active' as active from people where id = any($1)",
    [wanted],
  );
  return new Map(rows.map((person) => [person.id, person]));
}

const PAST = 100;

/** The latest hundred entries of a tool's past, newest first. */
export async function historyOf(tx: SqlTx, toolId: string): Promise<StoredChange[]> {
  const { rows } = await tx.query<StoredChange>(
    `select c.id, c.at, c.kind, c.reason, c.before, c.after,
       case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') end as by
     from tool_changes c left join people p on p.id = c.by_id where c.tool_id = $1 order by c.at desc, c.id desc limit ${PAST}`,
    [toolId],
  );
  return rows;
}

/** Runs one statement of a search. */
export async function searchRows<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
  const { rows } = await sql().query<Row>(text, values);
  return rows;
}
