import type { SqlTx } from "@/lib/db";
import { VOCABULARY } from "../../vocabulary";
import { eventsOf } from "../events-of";
import type { Stretch } from "../follower";

/** "type field" of every text that stands beside a leaf. Personal fields are no words: nobody is found by them. */
const TEXTS = Object.entries(VOCABULARY).flatMap(([name, { texts }]) => texts.map((field) => `${name} ${field}`));

const ADD = `with texts as materialized (select unnest($4::text[]) as named)
  insert into audit_search (event_id, at, words)
  select e.id, e.at, audit_words(e.type, e.severity, e.outcome, e.actor_id, e.agent_id, e.target_id, e.tool, e.policy, e.details,
    (select string_agg(p.value, ' ' order by p.field) from audit_personal p where p.at = e.at and p.event_id = e.id
      and p.person_id is null and e.type || ' ' || p.field in (select named from texts)))
  ${eventsOf("id, at, type, severity, outcome, actor_id, agent_id, target_id, tool, policy, details")} order by s.seq
  on conflict (at, event_id) do nothing`;

export async function addWords(tx: SqlTx, { epoch, from, to }: Stretch): Promise<void> {
  await tx.query({ name: "follow-words", text: ADD, values: [epoch, from, to, TEXTS] });
}

export async function emptyWords(tx: SqlTx): Promise<void> {
  await tx.query("truncate audit_search");
  // Words of what was let go come back with the others: retention goes through them again.
  await tx.query("update retention_rules set swept = null");
}
