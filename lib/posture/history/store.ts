import { type SqlTx, sql } from "@/lib/db";
import type { MeasureId } from "../terms";

/** Puts what was measured into the row of its day, in place of what was measured earlier that day. */
export async function upsertDay(
  teamId: string | null,
  day: string,
  values: readonly { id: MeasureId; value: number }[],
): Promise<void> {
  await sql().query(
    `insert into posture_days (day, team_id, measure, value) select $1::date, $2, m, v from unnest($3::text[], $4::float8[]) as given(m, v)
      on conflict (team_id, measure, day) do update set value = excluded.value`,
    [day, teamId ?? "", values.map(({ id }) => id), values.map(({ value }) => value)],
  );
}

/** All teams by id. */
export async function teamIds(): Promise<string[]> {
  const { rows } = await sql().query<{ id: string }>("select id from teams order by id");
  return rows.map(({ id }) => id);
}

/** Of the whole (null) and of each team: whether the quarter is written down, and its last day that was measured. */
export async function selectScopes(
  quarter: string,
  { from, to }: { from: Date; to: Date },
): Promise<{ teamId: string | null; lastDay: string }[]> {
  const { rows } = await sql().query<{ teamId: string; lastDay: string }>(
    `select d.team_id as "teamId", max(d.day)::text as "lastDay" from posture_days d
      where d.day >= $2::date and d.day < $3::date and (d.team_id = '' or d.team_id in (select id from teams))
        and not exists (select from posture_quarters q where q.quarter = $1 and q.team_id = d.team_id)
      group by 1 order by 1`,
    [quarter, from.toISOString().slice(0, 10), to.toISOString().slice(0, 10)],
  );
  return rows.map(({ teamId, lastDay }) => ({ teamId: teamId === "" ? null : teamId, lastDay }));
}

/** What was measured on one day. */
export async function valuesOn(teamId: string | null, day: string): Promise<Partial<Record<MeasureId, number>>> {
  const { rows } = await sql().query<{ measure: MeasureId; value: number }>(
    "select measure, value from posture_days where team_id = $1 and day = $2::date",
    [teamId ?? "", day],
  );
  return Object.fromEntries(rows.map(({ measure, value }) => [measure, value]));
}

/** Whether nobody has written the quarter down yet. Others who would wait until this transaction has ended. */
export async function isUnwritten(tx: SqlTx, quarter: string, teamId: string | null): Promise<boolean> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 9))", [`posture ${quarter} ${teamId ?? ""}`]);
  const { rows } = await tx.query("select from posture_quarters where quarter = $1 and team_id = $2", [
    quarter,
    teamId ?? "",
  ]);
  return rows.length === 0;
}

export interface NewQuarter {
  quarter: string;
  teamId: string | null;
  measures: unknown;
  digest: string;
  eventId: string;
  takenAt: Date;
}

export async function insertQuarter(
  tx: SqlTx,
  { quarter, teamId, measures, digest, eventId, takenAt }: NewQuarter,
): Promise<void> {
  await tx.query(
    "insert into posture_quarters (quarter, team_id, measures, digest, event_id, taken_at) values ($1, $2, $3, $4, $5, $6)",
    [quarter, teamId ?? "", JSON.stringify(measures), digest, eventId, takenAt],
  );
}
