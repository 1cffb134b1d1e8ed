import { sql } from "@/lib/db";
import type { MeasureId } from "../terms";
import type { QuarterView } from "../views";

export interface DayValue {
  measure: MeasureId;
  day: string;
  value: number;
}

/** What was measured from a day on, the oldest first. `teamId` null: the organisation. */
export async function selectDays(teamId: string | null, from: string): Promise<DayValue[]> {
  const { rows } = await sql().query<DayValue>({
    name: "posture-days",
    text: `select measure, day::text as day, value from posture_days where team_id = $1 and day >= $2::date order by day`,
    values: [teamId ?? "", from],
  });
  return rows;
}

/** The quarters that were written down, the latest first. */
export async function selectQuarters(teamId: string | null, limit: number): Promise<QuarterView[]> {
  type Row = {
    quarter: string;
    measures: Pick<QuarterView, "asOf" | "source" | "values">;
    digest: string;
    eventId: string;
    takenAt: Date;
  };
  const { rows } = await sql().query<Row>(
    `select quarter, measures, digest, event_id as "eventId", taken_at as "takenAt" from posture_quarters where team_id = $1
      order by quarter desc limit $2`,
    [teamId ?? "", limit],
  );
  return rows.map(({ measures: { asOf, source, values }, takenAt, ...row }) => ({
    ...row,
    asOf,
    source,
    values,
    takenAt: takenAt.toISOString(),
  }));
}
