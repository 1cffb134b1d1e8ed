import { type SqlTx, sql } from "@/lib/db";
import type { DeliverySearch } from "../schema";
import type { Channel, DeliveryState, Kind } from "../terms";

export interface StoredDelivery {
  id: string;
  channel: Channel;
  kind: Kind;
  receiver: string | null;
  endpointId: string | null;
  targetId: string | null;
  state: DeliveryState;
  attempts: number;
  createdAt: Date;
  nextAt: Date;
  sentAt: Date | null;
  lastError: string;
  /** Of a webhook it is in the body's data. */
  path: string | null;
}

const DELIVERY = `select d.id, d.channel, d.kind, coalesce(p.name, w.name) as receiver, d.endpoint_id as "endpointId",
    d.target_id as "targetId", d.state, d.attempts, d.created_at as "createdAt", d.next_at as "nextAt", d.sent_at as "sentAt",
    d.last_error as "lastError", coalesce(d.content->>'path', d.content->'data'->>'path') as path
  from deliveries d left join people p on p.id = d.person_id left join webhook_endpoints w on w.id = d.endpoint_id`;

export interface Place {
  at: string;
  id: string;
}

/** Messages older than `from`, newest first: one more than asked for when there are more. */
export async function selectDeliveries(search: DeliverySearch, from: Place | null): Promise<StoredDelivery[]> {
  const { state, channel, kind, limit } = search;
  const { rows } = await sql().query<StoredDelivery>(
    `${DELIVERY} where ($1::text is null or d.state = $1) and ($2::text is null or d.channel = $2) and ($3::text is null or d.kind = $3)
       and ($4::timestamptz is null or (d.created_at, d.id) < ($4, $5)) order by d.created_at desc, d.id desc limit $6`,
    [state, channel, kind, from?.at ?? null, from?.id ?? null, limit + 1],
  );
  return rows;
}

const COUNT_MAX = 10_000;

/** How many wait, are tried again or were given up; up to ten thousand each. */
export async function countDeliveries(): Promise<{ waiting: number; retrying: number; dead: number }> {
  const count = (states: string) =>
    `(select count(*)::int from (select 1 from deliveries where state in (${states}) limit ${COUNT_MAX}) x)`;
  const { rows } = await sql().query<{ waiting: number; retrying: number; dead: number }>(
    `select ${count("'queued', 'sending'")} as waiting, ${count("'retrying'")} as retrying, ${count("'dead'")} as dead`,
  );
  return rows[0] ?? { waiting: 0, retrying: 0, dead: 0 };
}

export async function loadDelivery(tx: SqlTx, id: string): Promise<StoredDelivery | undefined> {
  const { rows } = await tx.query<StoredDelivery>(`${DELIVERY} where d.id = $1`, [id]);
  return rows[0];
}

/** Puts a message that was given up on its way once more, with all its attempts; false when it was not, or its endpoint is removed. */
export async function reviveDelivery(tx: SqlTx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update deliveries set state = 'queued', attempts = 0, next_at = clock_timestamp() where id = $1 and state = 'dead'
       and (endpoint_id is null or exists (select 1 from webhook_endpoints w where w.id = endpoint_id and w.state <> 'removed'))`,
    [id],
  );
  return rowCount === 1;
}
