import { COUNTS, type Follower, followLog, resetFollower, SEARCH } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { readUsage, USAGE } from "@/lib/usage";
import { median, onStage, percentile, printTable, round } from "./audit-stage";
import { processorSeconds } from "./support/processor";

/** Of which two in three are decisions and one a report, all within two hours: at 15,000 a second they come closer still. */
const EVENTS = Number(process.env.BENCH_EVENTS || 60_000);
const HOURS = 2;
/** For the page: what was kept of these hours stands there again for every hour of so many days. */
const DAYS = 30;
const ROUNDS = 2;
const AGENTS = 500;
const TOOLS = 40;

/**
 * What follows the log, on a log of calls: events a second of each follower alone and of all three beside each other, from the
 * first event on; then how long the page of usage takes to read on what they kept.
 */
export async function run(): Promise<void> {
  await onStage(async ({ serverPid }) => {
    await fill();
    const turns = new Map<string, Turn[]>();
    const note = async (name: string, followers: readonly Follower[]) =>
      turns.set(name, [...(turns.get(name) ?? []), await followAnew(serverPid, followers)]);
    for (let turn = 0; turn < ROUNDS; turn++) {
      for (const follower of [COUNTS, SEARCH, USAGE]) await note(follower.name, [follower]);
      await note("together", [COUNTS, SEARCH, USAGE]);
    }
    const rows = [...turns].map(([name, found]): [string, string, string, string] => [
      `${name}, events/s`,
      round(median(found.map(({ rate }) => rate))),
      "≥ 15,000",
      `${median(found.map(({ micros }) => micros)).toFixed(1)} µs of the database's processor each`,
    ]);
    await spreadOverDays();
    printTable([...rows, ...(await readings()), ...(await sizes())]);
  });
}

interface Turn {
  /** Events a second. */
  rate: number;
  /** Microseconds of processor time per event: what a busy machine distorts least. */
  micros: number;
}

/** Followed from the first event on. */
async function followAnew(serverPid: number, followers: readonly Follower[]): Promise<Turn> {
  for (const follower of followers) await resetFollower(follower);
  const [started, spent] = [performance.now(), processorSeconds(serverPid)];
  await Promise.all(
    followers.map(async (follower) => {
      while (await followLog([follower]));
    }),
  );
  return {
    rate: (EVENTS / (performance.now() - started)) * 1_000,
    micros: ((processorSeconds(serverPid) - spent) / EVENTS) * 1e6,
  };
}

/** Usage as it would be kept if every hour had been like these. */
async function spreadOverDays(): Promise<void> {
  await sql().query(
    `insert into usage_hours (hour, agent_id, team_id, server, tool, decided, allowed, denied, stepped_up, reported, undecided, errors,
        decide_micros, timed, call_millis, buckets)
      select hour - interval '1 hour' * back, agent_id, team_id, server, tool, decided, allowed, denied, stepped_up, reported, undecided,
        errors, decide_micros, timed, call_millis, buckets
      from usage_hours cross join generate_series(3, $1::int * 24 - 1, 3) back on conflict do nothing`,
    [DAYS],
  );
  await sql().query("analyze usage_hours");
}

async function readings(): Promise<[string, string, string][]> {
  const ctx = systemContext("bench");
  const found: [string, string, string][] = [];
  for (const by of ["team", "agent", "tool"] as const) {
    const times: number[] = [];
    for (let turn = 0; turn < 9; turn++) {
      const started = performance.now();
      const from = new Date(Date.now() - DAYS * 86_400_000).toISOString();
      await readUsage(ctx, { by, from, to: new Date().toISOString(), sort: by === "tool" ? "latency" : "calls" });
      times.push(performance.now() - started);
    }
    found.push([
      `usage of ${DAYS} days by ${by}, p50 / p95 ms`,
      `${round(median(times))} / ${round(percentile(times, 0.95))}`,
      "p95 ≤ 300",
    ]);
  }
  return found;
}

async function sizes(): Promise<[string, string, string][]> {
  const tables = ["audit_counts", "usage_hours"];
  const { rows } = await sql().query<{ name: string; rows: bigint; bytes: bigint }>(
    `select 'audit_counts' as name, (select count(*) from audit_counts) as rows, pg_total_relation_size('audit_counts') as bytes
      union all select 'usage_hours', (select count(*) from usage_hours), pg_total_relation_size('usage_hours')`,
  );
  return tables.flatMap((table): [string, string, string][] => {
    const row = rows.find(({ name }) => name === table);
    return [
      [`${table}, rows`, round(Number(row?.rows)), ""],
      [`${table}, MB`, round(Number(row?.bytes) / 1e6), ""],
    ];
  });
}

/** Writes events, decisions, texts and numbers past the walls: what recording them costs is measured elsewhere. */
async function fill(): Promise<void> {
  await inSqlTransaction(async (tx) => {
    await tx.query("set local session_replication_role = replica");
    await tx.query(`insert into log_epochs (epoch, origin, vkey) values (1, 'bench', 'bench') on conflict do nothing`);
    await tx.query(
      `create temp table made on commit drop as select n, case when n % 3 = 2 then 'call.reported' else 'decision.made' end as type,
        'agt_' || lpad((n * 7919 % $2)::text, 26, '0') as agent, 'tem_' || (n * 7919 % $2 % 40) as team, 'server-' || (n % $3 / 4) as server,
        'tool_' || (n % $3) as tool, n * 31 % 100 as luck, 'dec_' || lpad(n::text, 26, '0') as decision,
        date_trunc('milliseconds', now() - interval '${HOURS} hours' * (1 - n::float8 / $1)) as at
        from generate_series(0, $1::int - 1) n`,
      [EVENTS, AGENTS, TOOLS],
    );
    await tx.query(`insert into audit_events (id, at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id,
        correlation_id, tool, policy, details, leaf, leaf_hash)
      select 'evt_' || lpad(n::text, 26, '0'), at, type, 'info', case when type = 'call.reported' then case when luck < 3 then 'failed' else 'done' end
          when luck < 90 then 'done' else 'refused' end, 'agent', agent, agent, case when type = 'call.reported' then 'agent' else 'decision' end,
        case when type = 'call.reported' then agent else decision end, 'req_' || n / 3, server || '/' || tool, 'pol_' || n % 20,
        case when type = 'call.reported' then jsonb_build_object('durationMillis', 5 + luck * luck, 'decisionId', 'dec_' || lpad((n - 1)::text, 26, '0'))
          else jsonb_build_object('answer', 'allow', 'action', 'read', 'callerKind', 'agent', 'micros', 250) end,
        convert_to('{"v":1,"n":' || n || '}', 'utf8'), sha256('\\x00'::bytea || convert_to('{"v":1,"n":' || n || '}', 'utf8')) from made`);
    await tx.query(`insert into audit_personal (event_id, field, salt, value, at, retention)
      select 'evt_' || lpad(n::text, 26, '0'), f.field, '\\x00', to_json(f.value)::text, at, 'evidence'
        from made cross join lateral (values ('server', server), ('tool', tool)) f (field, value)`);
    await tx.query(`insert into decisions (id, at, agent_id, caller_kind, caller_id, server, tool, action, outcome, reason, request, answer,
        context_digest, entitlement_ids, policies, duration_micros, snapshot, correlation_id, event_id)
      select decision, at, agent, 'agent', agent, server, tool, 'read', case when luck < 90 then 'allow' when luck < 96 then 'deny' else 'step_up' end,
        'grant', jsonb_build_object('agent', jsonb_build_object('teamId', team), 'call', jsonb_build_object('arguments', repeat('x', 1500))),
        '{}', '', '{}', '{}', 250, 1, 'req_' || n / 3, 'evt_' || lpad(n::text, 26, '0') from made where type = 'decision.made'`);
    await tx.query(
      `insert into log_sequence (epoch, seq, event_id, at) select 1, n, 'evt_' || lpad(n::text, 26, '0'), at from made`,
    );
    await tx.query(
      `insert into log_state (id, root, size, published_size) values (1, '', $1, $1)
      on conflict (id) do update set size = $1, published_size = $1`,
      [EVENTS],
    );
  });
  await sql().query("analyze");
}
