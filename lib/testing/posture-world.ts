import { sql } from "@/lib/db";

export interface World {
  /** 0 to 1: the same seed makes the same organisation. */
  seed: number;
  now: Date;
  agents: number;
  teams: number;
  people: number;
  /** How many of everything else, for each agent. */
  decisions: number;
}

const one = (...values: string[]) =>
  `(array[${values.map((value) => `'${value}'`).join(", ")}])[1 + floor(random() * ${values.length})::int]`;
const days = (most: number) => `$1::timestamptz - random() * interval '${most * 24} hours'`;
// Seven base-32 digits of a count, after ten of an instant that sorts like the time of `at`.
const idAt = (prefix: string, at: string, i: string) =>
  `'${prefix}_' || posture_ms(${at}) || lpad((${i})::text, 16, '0')`;

const STEPS: Record<string, string> = {
  teams: `insert into teams (id, name) select 'tem_' || lpad(i::text, 4, '0'), 'Posture team ' || i from generate_series(1, $2::int) i`,
  people: `insert into people (id, email, name, status) select 'per_' || lpad(i::text, 6, '0'), 'p' || i || '@example.test', 'Person ' || i,
    (case when random() < 0.9 then 'active' else 'deactivated' end)::"PersonStatus" from generate_series(1, $2::int) i`,
  groups: `insert into reviewer_groups (id, name, privilege_class) select 'grp_' || c, c, c::"PrivilegeClass" from unnest(array['payment', 'deletion', 'data_export']) c`,
  members: `insert into reviewer_group_members (group_id, person_id) select 'grp_payment', id from people order by id limit 5`,
  suppliers: `insert into suppliers (id, name, names, contract_ref, contract_end, trusted) values
    ('sup_one', 'One', '{one}', 'C-1', null, false), ('sup_two', 'Two', '{two}', 'C-2', ($1::timestamptz - interval '24 hours')::date, true),
    ('sup_three', 'Three', '{three,drei}', '', null, true), ('sup_four', 'Four', '{four}', 'C-4', ($1::timestamptz at time zone 'UTC')::date, false)`,
  agents: `insert into agents (id, name, environment, status, tier, purpose, authority, provider, prompt_hash, image_digest, autonomy, exposure, privileges,
      source, team_id, owner_id, deputy_id, sponsor_id, reviewed_at, governance_since, created_at, status_changed_at)
    select 'agt_' || lpad(i::text, 26, '0'), 'Agent ' || i, 'production',
      (${one("draft", "registered", "active", "active", "active", "suspended", "decommissioned")})::"AgentStatus",
      nullif(${one("low", "moderate", "high", "high", "critical", "none")}, 'none')::"Tier", ${one("", "short", "Matches invoices to purchase orders.", "Reads tickets and answers them.")},
      ${one("", "Board resolution 7 of 2026", "Mandate of the works council")}, ${one("", "One", "TWO", "Drei", "Four", "Nobody")}, ${one("", "sha256:1", "sha256:2")}, ${one("", "sha256:1", "sha256:2")},
      nullif(${one("suggests", "acts_with_approval", "acts_alone", "none")}, 'none')::"Autonomy", nullif(${one("internal", "partner", "public", "none")}, 'none')::"Exposure",
      (case floor(random() * 4)::int when 0 then '{payment}' when 1 then '{payment,deletion}' else '{}' end)::"PrivilegeClass"[], ${one("manual", "manual", "mcp_config")},
      case when random() < 0.95 then 'tem_' || lpad((1 + floor(random() * $3::int))::int::text, 4, '0') end,
      ${["owner", "deputy", "sponsor"].map(() => `case when random() < 0.8 then 'per_' || lpad((1 + floor(random() * $4::int))::int::text, 6, '0') end`).join(", ")},
      case when random() < 0.8 then ${days(400)} end, case when random() < 0.05 then ${days(20)} end, ${days(300)}, ${days(100)}
    from generate_series(1, $2::int) i`,
  servers: `insert into agent_servers (id, agent_id, name) select replace(id, 'agt_', 'srv_'), id, 'Books' from agents`,
  tools: `insert into agent_tools (id, agent_id, server_id, name, state, definition, hash, effect, tier, first_seen_at, last_seen_at)
    select replace(id, 'agt_', 'tol_'), id, replace(id, 'agt_', 'srv_'), 'pay', (${one("quarantined", "accepted", "accepted", "blocked", "removed")})::"ToolState", '{}', 'h', 'read', 'low',
      ${days(30)}, $1 from agents`,
  waivers: `insert into control_waivers (id, agent_id, control, reason, waived_by_id, waived_at, until, ended_at)
    select 'wav_' || a.id || c, a.id, c, 'for now', 'per_' || lpad((1 + floor(random() * $2::int))::int::text, 6, '0'), $1::timestamptz - interval '40 days',
      $1::timestamptz + (random() - 0.3) * interval '60 days', case when random() < 0.1 then $1::timestamptz end
    from agents a cross join unnest(array['accountable', 'supplier', 'review', 'tools', 'authority']) c where random() < 0.1`,
  instances: `insert into agent_instances (id, agent_id, name, created_at) select replace(id, 'agt_', 'ins_'), id, 'one', $1 from agents`,
  credentials: `insert into credentials (id, agent_id, instance_id, kind, strength, state, created_at, rotation_due_at)
    select replace(id, 'agt_', 'crd_'), id, replace(id, 'agt_', 'ins_'), 'key', 'own_key', ${one("active", "active", "active", "overlap", "revoked")}, ${days(120)}, $1::timestamptz + (random() - 0.1) * interval '1000 hours' from agents`,
  grants: `insert into entitlements (id, agent_id, server, tool, actions, state, justification, requested_at, approved_at, last_used_at, expires_at)
    select replace(id, 'agt_', 'ent_'), id, 'Books', case when random() < 0.5 then 'pay' end, '{pay}', ${one("active", "active", "active", "requested", "revoked", "suspended")}, 'work', at, at,
      case when random() < 0.6 then ${days(200)} end, case when random() < 0.5 then $1::timestamptz + (random() - 0.2) * interval '2000 hours' end
    from (select id, ${days(300)} as at from agents) a`,
  approvals: `insert into approvals (id, handle, agent_id, caller_kind, caller_id, correlation_id, environment, server, tool, action, tool_hash, fingerprint, revision, tier, team_id, chain,
      bound, digest, action_digest, groups, quorum, ttl_seconds, policies, reasons, status, requested_at, expires_at, decided_at, rung, standing_id)
    select replace(a.id, 'agt_', 'apr_'), a.id, a.id, ${one("agent", "agent", "agent", "canary")}, a.id, a.id, 'production', 'Books', 'pay', 'pay', 'h', 'f', 1, 'high', a.team_id, '{}', ''::bytea, a.id, a.id,
      '{payment}', 1, 900, '{}', '{}', s, t, t + interval '2 hours', case when s in ('denied', 'executed', 'approved', 'consumed') then t + random() * interval '90 minutes' end,
      ${one("group", "manager", "governance")}, case when s = 'executed' and random() < 0.2 then 'std_x' end
    from (select a.*, ${one("pending", "pending", "denied", "executed", "approved", "expired", "consumed", "cancelled")} as s, case when random() < 0.2 then $1::timestamptz - interval '1 hour' else ${days(60)} end as t from agents a) a`,
  decisions: `insert into decisions (id, at, agent_id, caller_kind, caller_id, server, tool, action, outcome, reason, request, answer, context_digest, entitlement_ids, policies, duration_micros, snapshot, correlation_id, event_id)
    select ${idAt("dec", "d.at", "row_number() over ()")}, d.at, d.id, ${one("agent", "agent", "gateway", "person")}, d.id, 'Books', 'pay', 'pay', case when random() < $3::float8 then 'deny' else 'allow' end, 'not_granted', '{}', '{"outcome":"deny","reason":"not_granted","action":"pay","entitlementIds":[],"policies":[],"obligations":[],"warnings":[],"nearMisses":[]}', '', '{}', '{}', 900, 1, 'cor', 'evt'
    from (select a.id, ${days(100)} as at from agents a cross join generate_series(1, $2::int) n) d`,
  campaigns: `insert into campaigns (id, name, kind, state, plan, team_id, stage, launched_at, stage_due_at, created_at)
    select 'cmp_' || i, 'Campaign ' || i, 'adhoc', (array['active', 'active', 'paused', 'closed', 'remediating', 'cancelled', 'draft'])[i], '{"stages": [{}]}', case when i = 2 then 'tem_0001' end, 1,
      case when i < 7 then $1::timestamptz - i * interval '30 days' end, $1::timestamptz + (case when i = 1 then -1 else 1 end) * interval '1 hour', $1::timestamptz - interval '200 days' from generate_series(1, 7) i`,
  items: `insert into campaign_items (campaign_id, number, kind, subject_id, agent_id, team_id, tier, snapshot, digest, seat, seat_kind, stage, state, decision, marks, paused_at, due_at)
    select 'cmp_' || c, row_number() over (partition by c), ${one("entitlement", "owner", "credential")}, a.id, a.id, a.team_id, 'high', '{}', ''::bytea, 'per_000001', 'owner', 1,
      ${one("pending", "stale", "decided", "signed_off", "conflict", "no_response", "void", "excluded", "verified")}, null, '{}', case when random() < 0.1 then $1::timestamptz end, case when random() < 0.1 then $1::timestamptz + (random() - 0.5) * interval '9 days' end
    from generate_series(1, 6) c cross join agents a where random() < 0.5`,
  switches: `insert into kill_switches (id, epoch, target_kind, target, reason, drill, state, thrown_at, kill_micros)
    select 'kil_' || i, i, 'everything', '', 'try', random() < 0.6, 'lifted', ${days(500)}, case when random() < 0.8 then (random() * 900000)::bigint end from generate_series(1, 12) i`,
};

/** An organisation that nobody made by hand, in every state that the database allows: what measures are held against. */
export async function fillWorld({ seed, now, agents, teams, people, decisions }: World): Promise<void> {
  const values: Record<string, unknown[]> = {
    teams: [teams],
    people: [people],
    agents: [agents, teams, people],
    waivers: [people],
    decisions: [decisions, decisions > 20 ? 0.02 : 0.4],
  };
  const client = await sql().connect();
  try {
    await client.query("select setseed($1)", [seed]);
    await client.query(`create or replace function pg_temp.posture_ms(at timestamptz) returns text language sql as $$
      select string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz', ((ms >> (5 * (9 - i))) & 31)::int + 1, 1), '' order by i)
      from (select floor(extract(epoch from at) * 1000)::bigint as ms) x cross join generate_series(0, 9) i $$`);
    for (const [name, text] of Object.entries(STEPS)) {
      const takesNow = /\$1::timestamptz|\$1 from|\$1\b/.test(text) && !(name === "teams" || name === "people");
      const numbered = text.replaceAll("posture_ms", "pg_temp.posture_ms");
      const given = values[name] ?? [];
      if (name === "teams" || name === "people") await client.query(numbered.replaceAll("$2", "$1"), given);
      else await client.query(numbered, takesNow ? [now, ...given] : given);
    }
  } finally {
    client.release();
  }
}
