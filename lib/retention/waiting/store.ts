import type { Queryable } from "../store";

export interface WaitingRow {
  kind: "hold_confirm" | "lift_confirm" | "retention_confirm" | "erasure_confirm";
  id: string;
  title: string;
  since: Date;
}

/** What waits for a second person, whom this one is. */
export async function readWaiting(q: Queryable, personId: string): Promise<WaitingRow[]> {
  const { rows } = await q.query<WaitingRow>(
    `select 'hold_confirm' as kind, id, title, asked_at as since from legal_holds where state = 'asked' and asked_by_id <> $1
     union all select 'lift_confirm', id, title, lift_asked_at from legal_holds where state = 'lift_asked' and lift_asked_by_id <> $1
     union all select 'retention_confirm', class, class, now() from retention_rules where asked is not null and asked_by_id <> $1
     union all select 'erasure_confirm', e.id, coalesce(p.name, e.person_id), e.asked_at from erasures e
       left join people p on p.id = e.person_id where e.state = 'asked' and e.asked_by_id <> $1
     order by since limit 200`,
    [personId],
  );
  return rows;
}
