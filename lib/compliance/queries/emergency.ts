import { ANY_AGENT, type EvidenceQuery, NONE, NOTED, ofAll } from "./query";

const DRILL_DAYS = 90;
/** A kill that takes longer is not what people were promised. */
const KILL_SECONDS = 5;
const STANDING_DAYS = 30;
const YEAR = "$1::timestamptz - interval '365 days'";

const switchRow = (note: string) =>
  `select 'switch' as kind, k.id, k.target_kind || coalesce(nullif(' ' || k.target, ' '), '') as name, ${note} as note, k.thrown_at as at`;

export const EMERGENCY_QUERIES = {
  "switch-drilled": {
    title: "The kill switch was tried lately",
    asks: `A drill or a throw of the kill switch was confirmed by every decision point within the last ${DRILL_DAYS} days.`,
    threshold: NONE,
    of: `(select case when ${ANY_AGENT} then 1 else 0 end)`,
    against: `select 'switch' as kind, 'switch' as id, 'No drill' as name, 'Last tried ' || coalesce(to_char(max(k.thrown_at) at time zone 'UTC', 'YYYY-MM-DD'), 'never') || '.' as note,
        max(k.thrown_at) as at from kill_switches k where k.acknowledged_at is not null
      having coalesce(max(k.thrown_at), '1970-01-01') < $1::timestamptz - interval '${DRILL_DAYS} days' and ${ANY_AGENT}`,
    says: ({ found, of }) =>
      of === 0
        ? "There is no agent to stop yet."
        : found === 0
          ? `The kill switch was tried within the last ${DRILL_DAYS} days.`
          : `Nobody has tried the kill switch for ${DRILL_DAYS} days.`,
    place: { label: "Kill switch", href: "/kill-switch" },
  },
  "kill-fast": {
    title: "The kill switch works at once",
    asks: `Each throw and drill of the last year was confirmed by every decision point within ${KILL_SECONDS} seconds.`,
    threshold: NONE,
    of: `(select count(*) from kill_switches k where k.thrown_at >= ${YEAR})`,
    against: `${switchRow("case when k.acknowledged_at is null then 'Not confirmed by all.' else 'Took ' || round(k.kill_micros / 1000000.0, 1) || ' s.' end")} from kill_switches k
      where k.thrown_at >= ${YEAR} and ((k.acknowledged_at is null and k.thrown_at < $1::timestamptz - interval '1 minute') or k.kill_micros > ${KILL_SECONDS} * 1000000)`,
    says: ofAll(
      "throws and drills",
      `were confirmed within ${KILL_SECONDS} seconds`,
      `took longer than ${KILL_SECONDS} seconds`,
    ),
    place: { label: "Kill switch", href: "/kill-switch" },
  },
  "stops-settled": {
    title: "What was stopped is settled",
    asks: `No kill switch has been on for more than ${STANDING_DAYS} days.`,
    threshold: NOTED,
    of: `(select count(*) from kill_switches k where not k.drill and k.thrown_at >= ${YEAR})`,
    against: `${switchRow("'On since then, and nobody lifted it.'")} from kill_switches k
      where not k.drill and k.state = 'active' and k.thrown_at >= ${YEAR} and k.thrown_at < $1::timestamptz - interval '${STANDING_DAYS} days'`,
    says: ofAll(
      "kill switches of the last year",
      "were lifted or are recent",
      `have been on for ${STANDING_DAYS} days`,
    ),
    place: { label: "Kill switch", href: "/kill-switch" },
  },
} as const satisfies Record<string, EvidenceQuery>;
