import { sql } from "@/lib/db";
import type { Facet } from "../../where";
import { keysOf, type Months } from "./months";

// A name that was one too many to be counted by itself stands among those that are counted as "". What is complete is read together
// with the counts: counts of a moment before might lack what was followed since.
const COUNTED_BY_MONTH = `with asked as (
    select distinct k.place, k.facet, coalesce(e.value, '') as value
      from unnest($1::int[], $2::text[], $3::text[]) k (place, facet, value)
      left join audit_counts e on e.grain = 'ever' and e.facet = k.facet and e.start = timestamptz 'epoch' and e.value = k.value),
  months as materialized (
    select start, sum(events) as events from audit_counts where grain = 'month' and facet = 'severity' group by start),
  met as (
    select m.start, a.place, coalesce(sum(c.events), 0) as events from months m cross join asked a
      left join audit_counts c on c.grain = 'month' and c.facet = a.facet and c.start = m.start and c.value = a.value
      group by m.start, a.place)
  select not exists (select from log_followers s left join log_followers c on c.name = 'counts'
        where s.name = 'search' and (s.epoch, s.seq) > (coalesce(c.epoch, 1), coalesce(c.seq, 0))) as complete,
    (select coalesce(json_agg(json_build_object('start', m.start, 'events', m.events, 'met',
        (select coalesce(json_object_agg(t.place, t.events), '{}') from met t where t.start = m.start)) order by m.start), '[]')
      from months m) as months`;

interface Row {
  complete: boolean;
  months: { start: string; events: number; met: Record<string, number> }[];
}

/** What is counted of these facets, month by month. To be asked after what no follower has seen was read: then no event is missed. */
export async function countedMonths(facets: readonly Facet[]): Promise<Months> {
  const keys = keysOf(facets);
  if (keys.length === 0) return { months: [], complete: false };
  const { rows } = await sql().query<Row>({
    name: "audit-words-months",
    text: COUNTED_BY_MONTH,
    values: [keys.map(({ place }) => place), keys.map(({ counted }) => counted), keys.map(({ value }) => value)],
  });
  const [row] = rows;
  const months = (row?.months ?? []).map(({ start, events, met }) => ({
    start: new Date(start),
    events,
    facets: facets.map((_, place) => met[place] ?? null),
  }));
  return { months, complete: row?.complete ?? false };
}
