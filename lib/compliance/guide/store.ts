import type { SqlTx } from "@/lib/db";
import { GUIDE_STEPS, type GuideStep, type Seen, STEP_IDS, type StepId } from "./steps";

/** The row that says when the guide began. */
export const START = "start";

export interface StoredStep {
  step: string;
  doneAt: Date | null;
  reason: string;
  byId: string | null;
}

/** What is seen of every step, in one statement. */
export async function seeSteps(tx: SqlTx): Promise<Map<StepId, Seen>> {
  const all = STEP_IDS.map((id) => {
    const { have, of }: GuideStep = GUIDE_STEPS[id];
    return `select '${id}' as step, ${have}::int as have, ${of}::int as "of"`;
  });
  const { rows } = await tx.query<Seen & { step: StepId }>(all.join(" union all "));
  return new Map(rows.map(({ step, ...seen }) => [step, seen]));
}

export async function selectSteps(tx: SqlTx): Promise<Map<string, StoredStep>> {
  const { rows } = await tx.query<StoredStep>(
    `select step, done_at as "doneAt", reason, by_id as "byId" from guide_steps`,
  );
  return new Map(rows.map((row) => [row.step, row]));
}

/** When the log's first event was recorded; null in a console without any. */
export async function firstEventAt(tx: SqlTx): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date }>("select at from audit_events order by at, id limit 1");
  return rows[0]?.at ?? null;
}

/** Writes down that these were seen done, the first time only. */
export async function noteDone(tx: SqlTx, steps: readonly string[], at: Date): Promise<number> {
  const { rowCount } = await tx.query(
    `insert into guide_steps as g (step, done_at) select s, $2 from unnest($1::text[]) s
     on conflict (step) do update set done_at = excluded.done_at where g.done_at is null`,
    [steps, at],
  );
  return rowCount ?? 0;
}

/** @returns whether it had not begun yet */
export async function insertStart(tx: SqlTx, at: Date, byId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    "insert into guide_steps (step, done_at, by_id) values ($1, $2, $3) on conflict (step) do nothing",
    [START, at, byId],
  );
  return rowCount === 1;
}

/** @returns whether it was neither done nor put aside */
export async function writeAside(tx: SqlTx, step: string, by: { id: string; reason: string }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into guide_steps as g (step, reason, by_id) values ($1, $2, $3)
     on conflict (step) do update set reason = excluded.reason, by_id = excluded.by_id where g.done_at is null and g.reason = ''`,
    [step, by.reason, by.id],
  );
  return rowCount === 1;
}

/** @returns whether it was put aside */
export async function clearAside(tx: SqlTx, step: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    "update guide_steps set reason = '', by_id = null where step = $1 and reason <> '' and done_at is null",
    [step],
  );
  return rowCount === 1;
}
