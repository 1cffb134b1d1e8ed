import type { SqlTx } from "@/lib/db";
import { eventsOf } from "../events-of";
import type { Stretch } from "../follower";
import { MOST_NAMES } from "./terms";

/** "ever" begins here. */
const EVER = "timestamptz 'epoch'";

// One reading of the events, first gathered by hour: days, months and all time are sums of those few rows. Names that are new and
// too many go into one (`admitted`): in the order of their events, so that batches of another size admit the same.
const ADD = `with seen as materialized (
    select date_trunc('hour', e.at, 'UTC') as hour, e.type, e.outcome, e.severity, e.agent_id, e.actor_id, e.tool, e.policy, s.seq
    ${eventsOf("at, type, outcome, severity, agent_id, actor_id, tool, policy")}),
  gathered as materialized (
    select hour, facet, value, count(*) as events, min(seq) as first from seen cross join lateral (values ('type', type), ('outcome', outcome),
        ('severity', severity), ('agent', agent_id), ('actor', actor_id), ('tool', tool), ('policy', policy)) v (facet, value)
      where value <> '' group by hour, facet, value),
  named as materialized (
    select facet, value, min(first) as first from gathered g where facet in ('tool', 'policy') and not exists (
        select from audit_counts c where c.grain = 'ever' and c.facet = g.facet and c.start = ${EVER} and c.value = g.value)
      group by facet, value),
  room as materialized (
    select l.facet, l.most - (select count(*) from audit_counts c where c.grain = 'ever' and c.facet = l.facet and c.start = ${EVER}
        and c.value <> '') as free
      from (values ('tool', ${MOST_NAMES.tool}), ('policy', ${MOST_NAMES.policy})) l (facet, most)
      where exists (select from named n where n.facet = l.facet)),
  turned_away as materialized (
    select facet, value from (select n.facet, n.value, row_number() over (partition by n.facet order by n.first, n.value) as place, r.free
        from named n join room r on r.facet = n.facet) p where place > free),
  hours as materialized (
    select g.hour, g.facet, case when t.facet is null then g.value else '' end as value, sum(g.events)::bigint as events
      from gathered g left join turned_away t on t.facet = g.facet and t.value = g.value group by 1, 2, 3)
  insert into audit_counts as c (grain, start, facet, value, events)
    select grain, start, facet, value, sum(events) from hours cross join lateral (values ('hour', hour),
        ('day', date_trunc('day', hour, 'UTC')), ('month', date_trunc('month', hour, 'UTC')), ('ever', ${EVER})) g (grain, start)
      group by grain, start, facet, value order by grain, facet, start, value
  on conflict (grain, facet, start, value) do update set events = c.events + excluded.events`;

export async function addCounts(tx: SqlTx, { epoch, from, to }: Stretch): Promise<void> {
  await tx.query({ name: "follow-counts", text: ADD, values: [epoch, from, to] });
}

export async function emptyCounts(tx: SqlTx): Promise<void> {
  await tx.query("delete from audit_counts");
}
