import type { SqlTx } from "@/lib/db";
import { idsFrom } from "@/lib/ids";
import type { Queryable } from "../store";
import type { RetentionClass } from "../terms";

/** The days on which something of this class stands that is over, in their order. One pass over what is older. */
export async function readDaysOver(q: Queryable, name: RetentionClass): Promise<Date[]> {
  const { rows } = await q.query<{ day: Date }>(
    `select date_trunc('day', at at time zone 'UTC') at time zone 'UTC' as day from audit_personal
     where retention = $1 and at < date_trunc('day', retention_cutoff($1) at time zone 'UTC') at time zone 'UTC'
     group by 1 order by 1`,
    [name],
  );
  return rows.map(({ day }) => day);
}

/** @returns how many fields went; fewer than `most`: all that may go of this stretch */
export async function letGoOf(
  tx: SqlTx,
  { name, from, until, most }: { name: RetentionClass; from: Date; until: Date; most: number },
): Promise<number> {
  const { rows } = await tx.query<{ gone: bigint }>("select log_let_go($1, $2, $3, $4) as gone", [
    name,
    from,
    until,
    most,
  ]);
  return Number(rows[0]?.gone ?? 0);
}

export async function noteLetGo(tx: SqlTx, name: RetentionClass, before: Date): Promise<void> {
  await tx.query("update retention_rules set let_go = greatest(let_go, $2) where class = $1", [name, before]);
}

export interface FrontOfEpoch {
  epoch: number;
  origin: string;
  minimum: number;
  /** Leaves below it may be let go. */
  reach: number;
}

/** How far the leaves of each epoch may be let go. */
export async function readFronts(q: Queryable): Promise<FrontOfEpoch[]> {
  const { rows } = await q.query<{ epoch: number; origin: string; minimum: bigint; reach: bigint }>(
    "select epoch, origin, minimum, log_may_let_go(epoch) as reach from log_epochs order by epoch",
  );
  return rows.map((row) => ({ ...row, minimum: Number(row.minimum), reach: Number(row.reach) }));
}

/** Leaves, their numbers and whole months. Gives up after ten seconds of waiting for those who read or write. @returns how many leaves */
export async function letGoLeaves(tx: SqlTx, epoch: number, minimum: number): Promise<number> {
  await tx.query("set local lock_timeout = '10s'");
  const { rows } = await tx.query<{ gone: bigint }>("select log_let_go_leaves($1, $2) as gone", [epoch, minimum]);
  return Number(rows[0]?.gone ?? 0);
}

/** The months ahead of now, and of whatever stands outside any month. @returns how many were made */
export async function makePartitions(q: Queryable, ahead: number): Promise<number> {
  const { rows } = await q.query<{ made: number }>(
    `select audit_make_partitions(least(now(), (select min(at) from audit_events_rest), (select min(at) from audit_personal_rest),
         (select min(at) from audit_search_rest))::date,
       (now() + make_interval(months => $1))::date) as made`,
    [ahead],
  );
  return rows[0]?.made ?? 0;
}

/** From where to where the words and bodies of a class are to be gone through; `stop`: what an open request for approval rests on. */
export async function readSweep(
  q: Queryable,
  name: RetentionClass,
): Promise<{ from: Date | null; until: Date; stop: Date | null }> {
  const { rows } = await q.query<{ from: Date | null; until: Date; stop: Date | null }>(
    `select coalesce(swept, (select min(at) from audit_events)) as from,
       date_trunc('day', retention_cutoff(class) at time zone 'UTC') at time zone 'UTC' as until,
       (select min(d.at) from approvals a join decisions d on d.id = a.decision_id where a.status in ('pending', 'approved')) as stop
     from retention_rules where class = $1`,
    [name],
  );
  return rows[0] ?? { from: null, until: new Date(0), stop: null };
}

export async function noteSwept(q: Queryable, name: RetentionClass, until: Date): Promise<void> {
  await q.query("update retention_rules set swept = $2 where class = $1", [name, until]);
}

/** What a hold kept, and what was made anew, is gone through with the next turn. */
export async function sweepAnew(tx: SqlTx): Promise<void> {
  await tx.query("update retention_rules set swept = null");
}

interface Part {
  name: RetentionClass;
  from: Date;
  until: Date;
  most: number;
}

/** @returns how many events' words went */
export async function letGoOfWords(tx: SqlTx, part: Part & { types: readonly string[] }): Promise<number> {
  const { rows } = await tx.query<{ gone: bigint }>("select log_let_go_words($1, $2, $3, $4, $5) as gone", [
    part.name,
    part.types,
    part.from,
    part.until,
    part.most,
  ]);
  return Number(rows[0]?.gone ?? 0);
}

/** @returns how many decisions were emptied */
export async function letGoOfBodies(tx: SqlTx, { from, until, most }: Part): Promise<number> {
  const { rows } = await tx.query<{ gone: bigint }>("select decisions_let_go($1, $2, $3) as gone", [
    idsFrom("dec", from),
    idsFrom("dec", until),
    most,
  ]);
  return Number(rows[0]?.gone ?? 0);
}
