import type { SqlTx } from "@/lib/db";
import { eventsOf } from "../events-of";
import type { Stretch } from "../follower";

const ADD = `insert into audit_search (event_id, at, words)
  select e.id, e.at, lower(concat_ws(' ', replace(replace(e.type, '.', ' '), '_', ' '), e.tool))
  ${eventsOf("id, at, type, tool")} order by s.seq
  on conflict (at, event_id) do nothing`;

export async function addWords(tx: SqlTx, { epoch, from, to }: Stretch): Promise<void> {
  await tx.query({ name: "follow-words", text: ADD, values: [epoch, from, to] });
}

export async function emptyWords(tx: SqlTx): Promise<void> {
  await tx.query("truncate audit_search");
}
