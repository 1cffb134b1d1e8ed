import { type SqlTx, sql } from "@/lib/db";
import type { Kind } from "../terms";

/** One message that a worker has taken to send. Whoever takes it again later has another `attempts`, and the former one's word is void. */
export interface Taken {
  id: string;
  kind: Kind;
  targetId: string | null;
  content: Record<string, unknown>;
  attempts: number;
  createdAt: Date;
}

export interface TakenMail extends Taken {
  personId: string;
  /** Null: the person is not here any more. */
  email: string | null;
  personName: string | null;
  timeZone: string | null;
  /** The database's clock when it was taken. */
  now: Date;
}

export interface TakenWebhook extends Taken {
  endpointId: string;
  endpointName: string;
  url: string;
  secret: Buffer;
  now: Date;
}

const WAITING = "state in ('queued', 'retrying', 'sending')";
// A lease that ran out is of a worker that died: its message is taken again, under the same id.
const DUE = `${WAITING} and case state when 'sending' then lease_until < clock_timestamp() else next_at <= clock_timestamp() end`;
const TAKE = "state = 'sending', attempts = attempts + 1, lease_until = clock_timestamp() + interval '60 seconds'";
const TAKEN = `d.id, d.kind, d.target_id as "targetId", d.content, d.attempts, d.created_at as "createdAt", clock_timestamp() as now`;
const MOST_OF_ONE = 200;

/** Takes everything that is due for up to `people` people: what is due together leaves together. */
export async function takeMails(tx: SqlTx, people: number): Promise<TakenMail[]> {
  // One at a time: two workers that share a person's messages out would send two mails.
  await tx.query("select pg_advisory_xact_lock(hashtext('countersign mails'))");
  const { rows } = await tx.query<TakenMail>(
    `with due as (select person_id from deliveries where channel = 'mail' and ${DUE} group by person_id order by min(next_at) limit $1),
     taken as (update deliveries set ${TAKE} where id in (select x.id from due cross join lateral (select id from deliveries
         where channel = 'mail' and person_id = due.person_id and ${DUE} order by id limit ${MOST_OF_ONE} for update skip locked) x)
       returning *)
     select ${TAKEN}, d.person_id as "personId", p.email, p.name as "personName", p.time_zone as "timeZone"
     from taken d left join people p on p.id = d.person_id and p.status = 'active' order by d.id`,
    [people],
  );
  return rows;
}

/** Takes up to `most` messages to endpoints, no more than `each` to one of them and none to those that are busy enough. */
export async function takeWebhooks(
  tx: SqlTx,
  { most, each, busy }: { most: number; each: number; busy: readonly string[] },
): Promise<TakenWebhook[]> {
  const { rows } = await tx.query<TakenWebhook>(
    `with due as (select x.id from webhook_endpoints w cross join lateral (select id, next_at from deliveries
         where endpoint_id = w.id and ${DUE} order by next_at limit $2 for update skip locked) x
       where w.state in ('active', 'failing') and w.id <> all ($3) order by x.next_at limit $1),
     taken as (update deliveries set ${TAKE} where id in (select id from due) returning *)
     select ${TAKEN}, d.endpoint_id as "endpointId", w.name as "endpointName", w.url, w.secret
     from taken d join webhook_endpoints w on w.id = d.endpoint_id order by d.next_at, d.id`,
    [most, each, busy],
  );
  return rows;
}

type Mine = Pick<Taken, "id" | "attempts">;

const settled = (state: "sent" | "dropped") =>
  `update deliveries d set state = '${state}', next_at = clock_timestamp(), lease_until = null, last_error = '',
     sent_at = case when '${state}' = 'sent' then clock_timestamp() end
   from unnest($1::text[], $2::int[]) as m (id, attempts) where d.id = m.id and d.attempts = m.attempts and d.state = 'sending'`;
const SENT = settled("sent");
const DROPPED = settled("dropped");

/** Writes down that messages left, or are needed no more; not those that another worker has taken since. */
export async function settle(tx: SqlTx, taken: readonly Mine[], state: "sent" | "dropped"): Promise<void> {
  await tx.query(state === "sent" ? SENT : DROPPED, [taken.map(({ id }) => id), taken.map(({ attempts }) => attempts)]);
}

/** Writes down that a message did not get through: tried again after `wait` milliseconds, or given up. @returns whether it was still ours */
export async function setFailed(
  tx: SqlTx,
  { id, attempts }: Mine,
  { wait, error }: { wait: number | null; error: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update deliveries set state = case when $3::float8 is null then 'dead' else 'retrying' end, lease_until = null, last_error = $4,
       next_at = clock_timestamp() + coalesce($3::float8, 0) * interval '1 millisecond'
     where id = $1 and attempts = $2 and state = 'sending'`,
    [id, attempts, wait, error],
  );
  return rowCount === 1;
}

/** An endpoint took a message: it counts as well again. */
export async function noteTaken(tx: SqlTx, endpointId: string): Promise<void> {
  await tx.query(
    `update webhook_endpoints set last_sent_at = clock_timestamp(), state = case state when 'failing' then 'active' else state end,
       state_reason = case state when 'failing' then '' else state_reason end,
       version = version + case state when 'failing' then 1 else 0 end where id = $1`,
    [endpointId],
  );
}

/** Pauses an endpoint that said it is gone, or calls it failing; false when it is neither active nor failing by now. */
export async function setTrouble(tx: SqlTx, endpointId: string, state: "paused" | "failing"): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update webhook_endpoints set state = $2, state_reason = case $2 when 'paused' then 'gone' else 'dead' end, version = version + 1
     where id = $1 and state in ('active', 'failing') and state <> $2`,
    [endpointId, state],
  );
  return rowCount === 1;
}

/** Whether the last `count` messages to an endpoint were all given up. */
export async function deadInARow(tx: SqlTx, endpointId: string, count: number): Promise<boolean> {
  // One at a time: messages that are given up together would each miss those of the others, and nobody would see ten.
  await tx.query("select 1 from webhook_endpoints where id = $1 for no key update", [endpointId]);
  const { rows } = await tx.query<{ dead: boolean | null }>(
    `select count(*) = $2 and bool_and(state = 'dead') as dead from (select state from deliveries
       where endpoint_id = $1 and state in ('sent', 'dead') order by next_at desc limit $2) x`,
    [endpointId, count],
  );
  return rows[0]?.dead ?? false;
}

/** Who hears of an endpoint that fails: who registered it, and who runs the installation. */
export async function keepersOf(tx: SqlTx, endpointId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select created_by_id as id from webhook_endpoints where id = $1 and created_by_id is not null
     union select person_id from role_grants where role = 'admin' and team_id is null`,
    [endpointId],
  );
  return rows.map(({ id }) => id);
}

/** Removes what was settled before; dead letters stay longer. @returns how many, `limit` at most */
export async function deleteSettled(before: { settled: Date; dead: Date; limit: number }): Promise<number> {
  const { rowCount } = await sql().query(
    `delete from deliveries where id in (select id from deliveries
       where (state in ('sent', 'dropped') and created_at < $1) or (state = 'dead' and created_at < $2) limit $3)`,
    [before.settled, before.dead, before.limit],
  );
  return rowCount ?? 0;
}
