// The reviewer's screen while a campaign of a million items runs: the list, the next item, and one item with everything that helps to
// judge it, for people with some hundred items each and for whoever sits on a seat with a hundred thousand.
import pg from "pg";
import { draftCampaign, launchCampaign, listReview, nextItem, performLaunch, readItem } from "@/lib/campaigns";
import { EMPTY_SCOPE, USUAL_RULES, USUAL_STAGES } from "@/lib/campaigns/terms";
import { type Context, contextFor, type Role, systemContext } from "@/lib/context";
import { idsFrom } from "@/lib/ids";
import { onStage, percentile, printTable } from "./audit-stage";

const ITEMS = Number(process.env.ITEMS ?? 1_000_000);
const AGENTS = Math.max(Math.round(ITEMS / 50), 100);
const OWNERS = 1_900;
const READS = 300;
const LIST_MS = 20;
const ITEM_MS = 50;

export function run(): Promise<void> {
  return onStage(async ({ url }) => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      await fill(client);
      const campaignId = await launch();
      // Everything of one team's agents lies on one seat: the largest list anybody could have.
      await client.query(
        "update campaign_items set seat = 'compliance' where campaign_id = $1 and number % 10 = 0 and state = 'pending'",
        [campaignId],
      );
      await client.query("vacuum analyze");
      const largest = person("per_1", "compliance");
      printTable([
        [`of ${ITEMS.toLocaleString("en")} items`, "p50", "p95", "promised p95"],
        await measure("list of an owner", LIST_MS, (at) => listReview(owner(at), { campaignId })),
        await measure("list of the largest seat", LIST_MS, (at) =>
          listReview(largest, { campaignId, after: at * 300 }),
        ),
        await measure("next item of an owner", ITEM_MS, (at) => nextItem(owner(at), { campaignId })),
        await measure("next of the largest seat", ITEM_MS, (at) => nextItem(largest, { campaignId, after: at * 300 })),
        await measureItems(campaignId),
      ]);
    } finally {
      await client.end();
    }
  });
}

const person = (id: string, role: Role): Context =>
  contextFor({ kind: "user", id, sessionId: "ses_bench", grants: [{ role, teamId: null }] });
const owner = (at: number) => person(`per_${100 + (at % OWNERS)}`, "owner");

type Row = readonly [string, string, string, string];

async function measure(name: string, promised: number, read: (at: number) => Promise<unknown>): Promise<Row> {
  const times: number[] = [];
  for (let at = 0; at < READS; at++) {
    const begun = performance.now();
    await read(at);
    times.push(performance.now() - begun);
  }
  const at = (share: number) => `${percentile(times, share).toFixed(1)} ms`;
  return [name, at(0.5), at(0.95), `≤ ${promised} ms`];
}

/** Items of many owners, one after the other, as their screens ask for them. */
async function measureItems(campaignId: string): Promise<Row> {
  const wanted: [Context, number][] = [];
  for (let at = 0; at < READS; at++) {
    const number = await nextItem(owner(at * 7), { campaignId });
    if (number !== null) wanted.push([owner(at * 7), number]);
  }
  return measure("one item with its evidence", ITEM_MS, async (at) => {
    const [ctx, number] = wanted[at % wanted.length] ?? [owner(0), 1];
    await readItem(ctx, { campaignId, number });
  });
}

async function launch(): Promise<string> {
  const ctx = person("per_1", "compliance");
  const plan = { kinds: ["entitlement" as const], scope: EMPTY_SCOPE, stages: [...USUAL_STAGES], rules: USUAL_RULES };
  const draft = { name: "Bench", plan: structuredClone(plan) as never, timeZone: "UTC", fallbackId: "per_2" };
  const { id } = await draftCampaign(ctx, draft);
  await launchCampaign(ctx, { id, version: 1 });
  await performLaunch(systemContext("worker"), id);
  return id;
}

/** Agents with fifty grants each, their owners, and a hundred recorded calls of each of the first agents. */
async function fill(client: pg.Client): Promise<void> {
  await client.query("set session_replication_role = replica");
  await client.query("insert into teams (id, name) select 'tem_' || i, 'Team ' || i from generate_series(1, 50) i");
  await client.query(
    "insert into people (id, email, name) select 'per_' || i, i || '@bench.test', 'Person ' || i from generate_series(1, 2000) i",
  );
  await client.query(
    "insert into role_grants (id, person_id, role, team_id) select 'grt_' || i, 'per_' || i, 'compliance', null from generate_series(1, 3) i",
  );
  await client.query(
    `insert into agents (id, name, environment, status, tier, team_id, owner_id, sponsor_id, purpose)
     select 'agt_' || i, 'Agent ' || i, 'production', 'active', (array['low', 'moderate', 'high', 'critical'])[1 + i % 4]::"Tier",
       'tem_' || (1 + i % 50), 'per_' || (100 + i % $2), 'per_' || (10 + i % 80), 'Does things for the company.'
     from generate_series(1, $1::int) i`,
    [AGENTS, OWNERS],
  );
  await client.query(
    `insert into entitlements (id, agent_id, server, tool, actions, conditions, state, justification, requested_by_id, requested_at,
       approved_by_id, approved_at, expires_at)
     select 'ent_' || md5(i::text), 'agt_' || (1 + i % $2), 'server' || (i % 40), nullif('tool_' || (i % 7), 'tool_0'), '{read,write}',
       '[{"argument":"amount","operator":"lte","value":100}]', 'active', 'Needed for the monthly work of the team',
       'per_' || (10 + i % 80), now() - interval '200 days', 'per_' || (1 + i % 9), now() - interval '200 days', now() + interval '100 days'
     from generate_series(1, $1::int) i`,
    [ITEMS, AGENTS],
  );
  await client.query(
    `insert into decisions (id, at, agent_id, caller_kind, caller_id, server, tool, action, outcome, reason, request, answer, context_digest,
       entitlement_ids, policies, duration_micros, snapshot, correlation_id, event_id)
     select p.prefix || a.id, now() - make_interval(hours => (c * 20)::int), a.id, 'agent', a.id, 'server1', 'tool_1', 'read',
       case c % 9 when 0 then 'deny' else 'allow' end, 'granted', '{"call":{"arguments":{"amount":50}}}', '{}', '', e.ids, '{}', 1, 1, 'c', 'e'
     from (select * from agents limit 2000) a cross join unnest($1::text[]) with ordinality p (prefix, c)
       cross join lateral (select array_agg(id) as ids from (select id from entitlements where agent_id = a.id limit 2) x) e`,
    [Array.from({ length: 100 }, (_, at) => idsFrom("dec", new Date(Date.now() - (at + 1) * 20 * 3_600_000)))],
  );
  await client.query("set session_replication_role = origin");
  await client.query("vacuum analyze");
}
