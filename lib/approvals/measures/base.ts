import type { Visibility } from "@/lib/access";
import type { MeasuresSearch } from "./schema";
import { FATIGUE, MEASURED_OUTCOMES, type MeasuredOutcome, OUTCOME_OF } from "./terms";

/** Which requests a measure is taken of, as SQL over `approvals a`: the same words in every statement, so that numbers and rows agree. */
export interface Asked {
  seen: Visibility;
  search: Pick<MeasuresSearch, "group" | "tool" | "teamId">;
  from: Date;
  now: Date;
}

// $1 from · $2 now · $3, $4 scope: everywhere, teams · $5 group · $6 tool · $7 team
export const SEEN = "($3::boolean or a.team_id = any($4::text[]))";
export const IN_PERIOD = "a.requested_at >= $1 and a.requested_at <= $2";
const FILTERED = `($5::text is null or a.groups @> array[$5]) and ($6::text is null or a.server || '/' || a.tool = $6)
  and ($7::text is null or a.team_id = $7)`;
/** Canaries wait for no action: they are measured apart. */
export const REQUESTS = `a.caller_kind <> 'canary' and ${IN_PERIOD} and ${SEEN} and ${FILTERED}`;
export const CANARIES = `a.caller_kind = 'canary' and ${IN_PERIOD} and ${SEEN} and ${FILTERED}`;

export function valuesOf({ seen, search, from, now }: Asked): unknown[] {
  return [from, now, seen.everything, seen.teamIds, search.group, search.tool, search.teamId];
}

const statuses = (outcome: MeasuredOutcome) =>
  Object.entries(OUTCOME_OF)
    .filter(([, of]) => of === outcome)
    .map(([status]) => `'${status}'`)
    .join(", ");
const wordOf = (outcome: MeasuredOutcome) => `when a.status in (${statuses(outcome)}) then '${outcome}'`;

/** What became of it, by the clock and not by the label: nobody swept it yet, and it has expired all the same. */
export const OUTCOME = `case when a.standing_id is not null then 'standing'
  when a.status = 'pending' and a.expires_at <= $2 then 'expired'
  ${MEASURED_OUTCOMES.filter((outcome) => outcome !== "standing")
    .map(wordOf)
    .join(" ")} end`;

/**
 * Votes that people gave on these requests, each with the time since the same person's last. A standing approval gives none.
 * @param of the request itself where it is asked for: without it the votes sort in half the time
 */
const votes = (of: "" | "v.approval_id") => `select ${of ? `${of},` : ""} v.person_id, v.answer, v.dwell_millis,
    v.at - lag(v.at) over (partition by v.person_id order by v.at${of ? `, ${of}` : ""}) as gap
  from approval_votes v join approvals a on a.id = v.approval_id where v.capacity <> 'standing' and ${REQUESTS}`;
export const VOTES = votes("");
export const VOTES_OF_REQUESTS = votes("v.approval_id");
export const IS_QUICK = `dwell_millis < ${FATIGUE.quickMillis}`;
export const IS_BULK = `gap < interval '${FATIGUE.bulkMillis} milliseconds'`;

export const LATE = `exists (select 1 from audit_events e where e.type = 'approval.late_denial' and e.target_id = a.id)`;
export const TO_REVIEW = "a.break_glass and a.decided_at is not null and a.reviewed_at is null";
