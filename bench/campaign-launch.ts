// The launch of a campaign of 100,000 and of a million items: beside it a bare insert-select of as many rows of the same width in the
// same run, with and without key and index, and whether a page and an insert elsewhere go on meanwhile.
import pg from "pg";
import { previewLaunch } from "@/lib/campaigns";
import { EMPTY_SCOPE, USUAL_RULES, USUAL_STAGES } from "@/lib/campaigns/terms";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { draftCampaign } from "../lib/campaigns/launch/draft-campaign";
import { launchCampaign } from "../lib/campaigns/launch/launch-campaign";
import { performLaunch } from "../lib/campaigns/launch/perform-launch";
import { onStage, percentile, printTable, round } from "./audit-stage";

const SIZES = (process.env.ITEMS ?? "100000,1000000").split(",").map(Number);
const AGENTS = 20_000;
const PROMISED: Record<number, string> = { 100000: "≤ 3,000 ms", 1000000: "≤ 20,000 ms" };

export function run(): Promise<void> {
  return onStage(async ({ url }) => {
    const client = new pg.Client(url);
    await client.connect();
    let filled = 0;
    for (const size of SIZES) {
      await fill(client, filled, size);
      filled = size;
      await measure(client, size);
    }
    await client.end();
  });
}

async function measure(client: pg.Client, size: number): Promise<void> {
  const cora = contextAs("compliance", { id: "per_1", now: new Date() });
  const plan = { kinds: ["entitlement"], scope: EMPTY_SCOPE, stages: USUAL_STAGES, rules: USUAL_RULES };
  const given = { plan: structuredClone(plan) as never, timeZone: "UTC", fallbackId: "per_2" };
  const preview = await timed(() => previewLaunch(cora, given));
  const drafted = async () => {
    const { id } = await draftCampaign(cora, { ...given, name: `Of ${size}` });
    await launchCampaign(cora, { id, version: 1 });
    return id;
  };
  const perform = (id: string) => timed(() => performLaunch(systemContext("bench"), id));
  const launch = await perform(await drafted());
  await client.query("truncate campaign_items, campaign_counts");
  // Again beside two who never pause: on two cores they take their share, and must not wait for a lock.
  const id = await drafted();
  const others = startOthers();
  const beside = await perform(id);
  const { pages, inserts } = await others.stop();
  const bare = await bareInserts(client, id);
  const rows = (await client.query("select count(*)::int as items from campaign_items where campaign_id = $1", [id]))
    .rows;
  printTable([
    [
      `launch of ${round(rows[0].items)} items`,
      `${round(launch)} ms`,
      PROMISED[size] ?? "",
      `${(launch / bare.keyed).toFixed(1)} × the bare insert with key and index`,
    ],
    ["the same beside two who never pause", `${round(beside)} ms`, ""],
    ["bare insert-select of the same rows", `${round(bare.plain)} ms`, "", "no key, no index"],
    ["the same with key and seat index", `${round(bare.keyed)} ms`, ""],
    ["preview", `${round(preview)} ms`, ""],
    [
      "a page of agents meanwhile, p99",
      `${percentile(pages, 0.99).toFixed(1)} ms`,
      "",
      `${pages.length} of them, longest ${round(Math.max(...pages))} ms`,
    ],
    [
      "an insert elsewhere meanwhile, p99",
      `${percentile(inserts, 0.99).toFixed(1)} ms`,
      "",
      `${inserts.length} of them, longest ${round(Math.max(...inserts))} ms`,
    ],
  ]);
  await client.query("update campaigns set state = 'cancelled' where id = $1", [id]);
  await client.query("truncate campaign_items");
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** What the server does in any case to write these rows down. */
async function bareInserts(client: pg.Client, id: string): Promise<{ plain: number; keyed: number }> {
  await client.query("create table bare (like campaign_items); create table keyed (like campaign_items)");
  await client.query(
    "alter table keyed add primary key (campaign_id, number); create index on keyed (campaign_id, seat, number)",
  );
  const into = (table: "bare" | "keyed") =>
    timed(() =>
      client.query(`insert into ${table} select * from campaign_items where campaign_id = $1 order by number`, [id]),
    );
  const times = { plain: await into("bare"), keyed: await into("keyed") };
  await client.query("drop table bare, keyed");
  return times;
}

/** A page of the inventory, and a small row written, again and again on connections of their own. */
function startOthers(): { stop: () => Promise<{ pages: number[]; inserts: number[] }> } {
  const [pages, inserts]: [number[], number[]] = [[], []];
  let isOver = false;
  const again = async (times: number[], work: () => Promise<unknown>) => {
    while (!isOver) times.push(await timed(work));
  };
  const page = "select id, name, tier, owner_id from agents where team_id = $1 order by id limit 50";
  const insert = `insert into notices (id, person_id, kind, created_at) values ($1, 'per_3', 'bench', clock_timestamp())`;
  const running = Promise.all([
    again(pages, () => sql().query(page, ["tem_3"])),
    again(inserts, () => sql().query(insert, [newId("ntc")])),
  ]);
  return {
    stop: async () => {
      isOver = true;
      await running;
      return { pages, inserts };
    },
  };
}

/** An organisation of 20,000 agents, and grants up to `until`, each with a condition and a use. */
async function fill(client: pg.Client, from: number, until: number): Promise<void> {
  await client.query("set session_replication_role = replica");
  if (from === 0) await client.query(ORGANISATION);
  await client.query(GRANTS, [from + 1, until]);
  await client.query("set session_replication_role = origin");
  await client.query("vacuum analyze");
}

const ORGANISATION = `
insert into teams (id, name) select 'tem_' || i, 'Team ' || i from generate_series(1, 20) i;
insert into people (id, email, name, manager_id) select 'per_' || i, i || '@example.test', 'Person ' || i,
  case when i > 10 then 'per_' || i / 10 end from generate_series(1, 2000) i;
insert into role_grants (id, person_id, role) select 'grt_' || i, 'per_' || i, 'reviewer' from generate_series(1, 60) i;
insert into role_grants (id, person_id, role) select 'grt_c' || i, 'per_' || i, 'compliance' from generate_series(1, 3) i;
insert into reviewer_groups (id, name, privilege_class) select 'grp_' || c, c::text, c from unnest(enum_range(null::"PrivilegeClass")) c;
insert into reviewer_group_members (group_id, person_id) select 'grp_' || c, 'per_' || (11 + o * 6 + i)
  from unnest(enum_range(null::"PrivilegeClass")) with ordinality u(c, o), generate_series(1, 5) i;
insert into agents (id, name, environment, status, tier, team_id, owner_id, deputy_id, sponsor_id, registered_by_id, purpose, privileges)
  select 'agt_' || i, 'Agent ' || i, 'production', 'active', (array['low', 'low', 'moderate', 'moderate', 'high', 'critical'])[1 + i % 6]::"Tier",
    'tem_' || (1 + i % 20), 'per_' || (100 + i % 1900), 'per_' || (100 + i * 7 % 1900), 'per_' || (1 + i % 99), 'per_' || (100 + i % 1900),
    'Does what its team needs every month.', array['payment']::"PrivilegeClass"[] from generate_series(1, ${AGENTS}) i;
insert into accountabilities (agent_id, role, person_id, from_at) select id, r, case r when 'owner' then owner_id when 'deputy' then deputy_id
  else sponsor_id end, now() from agents, unnest(array['owner', 'deputy', 'sponsor']) r`;

const GRANTS = `insert into entitlements (id, agent_id, server, tool, actions, conditions, state, justification, requested_by_id, requested_at,
    approved_by_id, approved_at, last_used_at, use_count)
  select 'ent_' || md5(i::text), 'agt_' || (1 + i % ${AGENTS}), 'server-' || i % 40, 'tool_' || i / ${AGENTS},
    array[(array['read', 'read', 'write', 'pay', 'delete', 'export'])[1 + i % 6]], '[{"argument":"amount","operator":"lte","value":100}]', 'active',
    'Needed for the monthly work of the team', 'per_' || (100 + i % 1900), now(), 'per_' || (1 + i % 50), now(),
    now() - make_interval(days => i % 200), i % 300
  from generate_series($1::int, $2::int) i`;
