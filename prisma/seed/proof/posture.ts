import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { MEASURES, scheduleReport, takeDay, takeQuarter } from "@/lib/posture";
import { boundsOf, quarterOf } from "@/lib/posture/rules";
import type { MeasureId } from "@/lib/posture/terms";
import { chance } from "../approvals/story";
import { contextOf } from "../organisation";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const WEEKS_DAYS = 36;
const QUARTERS_END_DAYS = 5;

/**
 * How the organisation came to where it stands: by measure, what a value was beyond today's, so many days ago and evenly in between.
 * Shares in points of one; of the rest a share of today's value and a number of its own.
 */
const WAY: Partial<Record<MeasureId, readonly (readonly [daysAgo: number, beyond: number])[]>> = {
  coverage: [
    [0, 0],
    [6, -0.01],
    [20, -0.06],
    [36, -0.15],
    [60, -0.24],
  ],
  controls: [
    [0, 0],
    [7, 0.02],
    [18, -0.02],
    [36, -0.09],
    [60, -0.17],
  ],
  overdue_reviews: [
    [0, 0],
    [7, -3],
    [8, -3],
    [20, 4],
    [36, 9],
    [60, 14],
  ],
  orphans: [
    [0, 0],
    [4, 0],
    [5, -1],
    [16, -1],
    [36, 3],
    [60, 6],
  ],
  stale_credentials: [
    [0, 0],
    [7, 1],
    [20, 3],
    [36, 5],
    [60, 8],
  ],
  approval_median: [
    [0, 0],
    [7, 6],
    [20, 31],
    [36, 74],
    [60, 118],
  ],
  approvals_asked: [
    [0, 0],
    [7, -14],
    [20, -36],
    [36, -61],
    [60, -80],
  ],
  approvals_denied: [
    [0, 0],
    [7, -4],
    [20, -9],
    [36, -14],
    [60, -18],
  ],
  approvals_expired: [
    [0, 0],
    [7, -2],
    [20, 2],
    [36, 5],
    [60, 9],
  ],
  denials: [
    [0, 0],
    [7, 1],
    [20, 3],
    [36, 6],
    [60, 9],
  ],
  campaigns_open: [
    [0, 0],
    [5, 0],
    [6, -1],
    [9, -1],
    [10, -2],
    [60, -2],
  ],
  unused_grants: [
    [0, 0],
    [7, 0],
    [8, 1],
    [20, 3],
    [36, 6],
    [60, 9],
  ],
  expiring_grants: [
    [0, 0],
    [7, 2],
    [20, 1],
    [36, 4],
    [60, 2],
  ],
  quarantined_tools: [
    [0, 0],
    [6, -2],
    [7, -2],
    [20, 3],
    [36, 7],
    [60, 12],
  ],
};

/** Days that were measured, ending in today's numbers; the last quarter as its last day left it; Henrik's report. */
export async function seedPosture(now: Date): Promise<void> {
  const { rows } = await sql().query("select from posture_days limit 1");
  if (rows.length === 0) await seedDays(now);
  const { from } = boundsOf(quarterOf(now));
  await takeQuarter(systemContext("worker", { now: new Date(Math.min(from.getTime() + 2 * HOUR_MS, now.getTime())) }));
  await scheduleReport(contextOf("henrik", new Date(now.getTime() - 60_000)), { rhythm: "monthly", teamId: null });
}

async function seedDays(now: Date): Promise<void> {
  await takeDay(systemContext("worker", { now }));
  const today = now.toISOString().slice(0, 10);
  const { rows } = await sql().query<{ teamId: string; measure: MeasureId; value: number }>(
    `select team_id as "teamId", measure, value from posture_days where day = $1::date`,
    [today],
  );
  const days = daysOf(now);
  const past = rows.flatMap((row, place) =>
    days.map(({ day, daysAgo }) => ({ ...row, day, value: valueThen(row, daysAgo, place) })),
  );
  await sql().query(
    `insert into posture_days (day, team_id, measure, value)
     select * from unnest($1::date[], $2::text[], $3::text[], $4::float8[]) on conflict do nothing`,
    [
      past.map(({ day }) => day),
      past.map(({ teamId }) => teamId),
      past.map(({ measure }) => measure),
      past.map(({ value }) => value),
    ],
  );
}

/** The last five weeks, and the last days of the quarter that is over. */
function daysOf(now: Date): { day: string; daysAgo: number }[] {
  const dayOf = (daysAgo: number) => new Date(now.getTime() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  const { from } = boundsOf(quarterOf(now));
  const sinceQuarter = Math.floor((now.getTime() - from.getTime()) / DAY_MS) + 1;
  const weeks = Array.from({ length: WEEKS_DAYS }, (_, place) => place + 1);
  const quartersEnd = Array.from({ length: QUARTERS_END_DAYS }, (_, place) => sinceQuarter + place);
  return [...new Set([...weeks, ...quartersEnd])].map((daysAgo) => ({ day: dayOf(daysAgo), daysAgo }));
}

interface Measured {
  teamId: string;
  measure: MeasureId;
  value: number;
}

/** What a measure was: a team of nothing had nothing, and no number falls below what is possible. */
function valueThen({ teamId, measure, value }: Measured, daysAgo: number, place: number): number {
  const unit = MEASURES.find(({ id }) => id === measure)?.unit;
  const whole = beyondAt(measure, daysAgo);
  if (unit === "share") return Math.min(1, Math.max(0, value + whole * (0.7 + 0.6 * chance(place, 29))));
  if (teamId !== "" && value === 0) return 0;
  const part = teamId === "" ? whole : whole / 5;
  const then = Math.max(0, value + part);
  return unit === "count" ? Math.round(then) : then;
}

function beyondAt(measure: MeasureId, daysAgo: number): number {
  const way = WAY[measure] ?? [];
  const at = way.findIndex(([days]) => days >= daysAgo);
  const [days, beyond] = way[at] ?? way.at(-1) ?? [0, 0];
  const [formerDays, former] = way[Math.max(at - 1, 0)] ?? [0, 0];
  if (at < 1 || days === formerDays) return beyond;
  return former + ((beyond - former) * (daysAgo - formerDays)) / (days - formerDays);
}
