import { integrityOf } from "../../rules";
import type { Queryable } from "../../store";
import { readMeasured } from "../queries";
import type { CountCell, CutList, ReportFacts } from "./facts";

/** Longer lists are cut in the report: every line of them stands in the pack's files. */
const MOST_ROWS = 2_000;

/** What the report says of a campaign, from the snapshot that the rest of the pack is read from. */
export async function readReportFacts(
  q: Queryable,
  campaignId: string,
  summary: Pick<ReportFacts, "asOf" | "campaign" | "counts">,
): Promise<ReportFacts> {
  const list = <T>(text: string) => readCut<T>(q, campaignId, text);
  const rows = async <T>(text: string) => (await q.query(text, [campaignId])).rows as T[];
  const { asOf, campaign, counts } = summary;
  const facts = {
    asOf,
    campaign,
    counts,
    tiers: await rows<CountCell>(TIERS),
    seats: await list<CountCell>(SEATS),
    removals: await list<ReportFacts["removals"]["rows"][number]>(REMOVALS),
    silent: await list<ReportFacts["silent"]["rows"][number]>(SILENT),
    exclusions: await list<ReportFacts["exclusions"]["rows"][number]>(EXCLUSIONS),
    exceptions: await list<ReportFacts["exceptions"]["rows"][number]>(EXCEPTIONS),
    signoffs: await list<ReportFacts["signoffs"]["rows"][number]>(SIGNOFFS),
    measures: await measuresOf(q, campaignId),
    asks: await rows<{ why: string; items: number }>(ASKS),
    reminders: await rows<{ step: string; people: number }>(REMINDERS),
  };
  return { ...facts, names: await namesIn(q, facts) };
}

async function readCut<T>(q: Queryable, campaignId: string, text: string): Promise<CutList<T>> {
  const { rows } = await q.query<T & { total: number }>(
    `select t.*, count(*) over ()::int as total from (${text}) t limit ${MOST_ROWS}`,
    [campaignId],
  );
  return { rows, total: rows[0]?.total ?? 0 };
}

const TIERS = `select tier as key, state, decision, sum(items)::int as items from campaign_counts where campaign_id = $1 and items > 0
  group by 1, 2, 3`;
const SEATS = `select seat as key, state, decision, sum(items)::int as items from campaign_counts where campaign_id = $1 and items > 0
  group by 1, 2, 3 order by 1, 2, 3`;
const ITEM = `i.number, i.snapshot->'agent'->>'name' as agent, i.tier, i.snapshot->'rights' as rights`;
const REMOVALS = `select ${ITEM}, i.decision, r.state as remediation, campaign_instant(r.verified_at) as "verifiedAt", coalesce(r.error, '') as error
  from campaign_items i left join campaign_remediations r on r.campaign_id = i.campaign_id and r.number = i.number
  where i.campaign_id = $1 and i.decision in ('revoke', 'reduce', 'suspend', 'transfer')
  order by array_position(array['critical', 'high', 'moderate', 'low'], i.tier), i.number`;
// Nobody's word stands behind these: what became of them is the rule of their tier.
const SILENT = `select ${ITEM}, i.seat, i.state, i.decision from campaign_items i
  where i.campaign_id = $1 and (i.state in ('no_response', 'no_reviewer') or i.decision is not null and i.state <> 'excluded'
    and not exists (select from campaign_votes v where v.campaign_id = i.campaign_id and v.number = i.number and v.current))
  order by array_position(array['critical', 'high', 'moderate', 'low'], i.tier), i.number`;
const EXCLUSIONS = `select coalesce(a.name, en.server || coalesce('/' || en.tool, ''), e.target_id) as name, e.target_kind as "targetKind", e.reason,
    e.requested_by_id as "requestedById", e.decided_by_id as "decidedById", campaign_instant(e.until) as until
  from campaign_exclusions e left join agents a on a.id = e.target_id left join entitlements en on en.id = e.target_id
  where e.state in ('active', 'ended') and e.target_id in (select unnest(array[agent_id, subject_id]) from campaign_items
    where campaign_id = $1 and state = 'excluded') order by e.id`;
const EXCEPTIONS = `select x.number, i.snapshot->'agent'->>'name' as agent, x.reason, x.controls, campaign_instant(x.until) as until,
    x.signed_by_id as "signedById", x.assertion is not null as passkey
  from campaign_exceptions x join campaign_items i using (campaign_id, number) where x.campaign_id = $1 order by x.number`;
const SIGNOFFS = `select stage, person_id as "personId", campaign_instant(at) as at, items, digest from campaign_signoffs
  where campaign_id = $1 order by id`;
const ASKS =
  "select why, count(*)::int as items from campaign_asks where campaign_id = $1 group by 1 order by 2 desc, 1";
const REMINDERS = `select case when step like 'overdue:%' then 'overdue' else step end as step, count(distinct person_id)::int as people
  from campaign_reminders where campaign_id = $1 group by 1 order by 2 desc, 1`;

async function measuresOf(q: Queryable, campaignId: string): Promise<ReportFacts["measures"]> {
  const all: ReportFacts["measures"]["rows"] = [];
  for await (const { personId, votes, canariesMissed } of readMeasured(q, campaignId))
    all.push({ personId, measure: integrityOf(votes, canariesMissed) });
  const order = ["poor", "watch", "good"];
  all.sort(
    (a, b) => order.indexOf(a.measure.score) - order.indexOf(b.measure.score) || b.measure.votes - a.measure.votes,
  );
  return { rows: all.slice(0, MOST_ROWS), total: all.length };
}

/** Today's names of every id that the facts mention, wherever it stands in them. */
async function namesIn(q: Queryable, facts: object): Promise<Map<string, string>> {
  const ids = [...new Set(JSON.stringify(facts).match(/\b(?:per|tem|agt|res|ins|iss)_[0-9a-z_]+/g) ?? [])];
  const { rows } = await q.query<{ id: string; name: string }>(
    `select id, name from people where id = any($1) union all select id, name from teams where id = any($1)
     union all select id, name from agents where id = any($1) union all select id, name from resources where id = any($1)
     union all select id, name from trusted_issuers where id = any($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
