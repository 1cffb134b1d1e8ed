import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import type { SwitchState, TargetKind } from "./terms";
import type { Person, SwitchCounts, TargetOption } from "./views";

export interface SwitchRow {
  id: string;
  targetKind: TargetKind;
  target: string;
  name: string;
  reason: string;
  drill: boolean;
  state: SwitchState;
  thrownBy: Person | null;
  thrownAt: Date;
  acknowledgedAt: Date | null;
  killMicros: bigint | null;
  counts: Partial<SwitchCounts>;
  liftRequestedBy: Person | null;
  liftRequestedAt: Date | null;
  liftReason: string;
  liftedBy: Person | null;
  liftedAt: Date | null;
  version: number;
  teamId: string | null;
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
}

const person = (alias: string, id: string) =>
  `case when k.${id} is not null then json_build_object('id', k.${id}, 'name', coalesce(${alias}.name, k.${id})) end`;

const ROW = `select k.id, k.target_kind as "targetKind", k.target, k.reason, k.drill, k.state, k.thrown_at as "thrownAt",
  coalesce(a.name, o.name, nullif(k.target, ''), 'everything') as name, k.acknowledged_at as "acknowledgedAt", k.kill_micros as "killMicros",
  k.counts - 'stopped' as counts, ${person("t", "thrown_by_id")} as "thrownBy", ${person("r", "lift_requested_by_id")} as "liftRequestedBy",
  k.lift_requested_at as "liftRequestedAt", k.lift_reason as "liftReason", ${person("l", "lifted_by_id")} as "liftedBy", k.lifted_at as "liftedAt",
  k.version, a.team_id as "teamId", a.owner_id as "ownerId", a.deputy_id as "deputyId", a.sponsor_id as "sponsorId"
  from kill_switches k left join agents a on k.target_kind = 'agent' and a.id = k.target left join people o on k.target_kind = 'owner' and o.id = k.target
  left join people t on t.id = k.thrown_by_id left join people r on r.id = k.lift_requested_by_id left join people l on l.id = k.lifted_by_id`;

// An agent's switch is seen by whoever sees the agent; what is wider concerns everybody who sees anything.
const SEEN = "(k.target_kind <> 'agent' or $1 or a.team_id = any($2) or a.id is null)";

/** The switches that are on. Drills in progress among them. */
export async function selectActive(seen: Visibility): Promise<SwitchRow[]> {
  const { rows } = await sql().query<SwitchRow>({
    name: "switches-active",
    text: `${ROW} where k.state = 'active' and ${SEEN} order by k.epoch desc limit 200`,
    values: [seen.everything, seen.teamIds],
  });
  return rows;
}

/** What is over, newest first, one page of it. */
export async function selectPast(
  seen: Visibility,
  { before, limit }: { before: string | null; limit: number },
): Promise<SwitchRow[]> {
  const { rows } = await sql().query<SwitchRow>({
    name: "switches-past",
    text: `${ROW} where k.state <> 'active' and ${SEEN} and ($3::text is null or k.epoch < (select b.epoch from kill_switches b where b.id = $3))
      order by k.epoch desc limit $4`,
    values: [seen.everything, seen.teamIds, before, limit],
  });
  return rows;
}

/** The switch that is on for this very target, drills left out. */
export async function findActiveOn(kind: TargetKind, target: string): Promise<string | null> {
  const { rows } = await sql().query<{ id: string }>(
    "select id from kill_switches where state = 'active' and not drill and target_kind = $1 and target = $2",
    [kind, target],
  );
  return rows[0]?.id ?? null;
}

export interface AgentCoverage {
  id: string;
  ownerId: string | null;
  provider: string;
  tier: string | null;
  teamId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
}

/** What of an agent decides which switches cover it, and who may throw one. */
export async function findAgent(id: string): Promise<AgentCoverage | null> {
  const { rows } = await sql().query<AgentCoverage>({
    name: "switch-agent",
    text: `select id, owner_id as "ownerId", provider, tier, team_id as "teamId", deputy_id as "deputyId", sponsor_id as "sponsorId"
      from agents where id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** Tools, servers, providers and owners by a part of their names, with how many agents each stands for. Those of the agents that the caller sees. */
const OPTIONS: Record<"owner" | "tool" | "server" | "provider", string> = {
  owner: `select p.id as value, p.name as label, count(*)::int as agents from agents a join people p on p.id = a.owner_id
    where $1 and lower(p.name) like $3 group by 1, 2`,
  server: `select s.name as value, s.name as label, count(distinct a.id)::int as agents from agents a join agent_servers s on s.agent_id = a.id
    where $1 and lower(s.name) like $3 group by 1, 2`,
  provider: `select min(a.provider) as value, min(a.provider) as label, count(*)::int as agents from agents a
    where $1 and btrim(a.provider) <> '' and lower(a.provider) like $3 group by lower(btrim(a.provider))`,
  tool: `select s.name || '/' || t.name as value, s.name || '/' || t.name as label, count(distinct a.id)::int as agents from agents a
    join agent_tools t on t.agent_id = a.id join agent_servers s on s.id = t.server_id
    where $1 and t.state <> 'removed' and lower(s.name || '/' || t.name) like $3 group by 1, 2`,
};

const MOST = 20;

/** @param q what is looked for, in lower case */
export async function selectOptions(
  seen: Visibility,
  kind: "owner" | "tool" | "server" | "provider",
  q: string,
): Promise<(Omit<TargetOption, "hint"> & { agents: number })[]> {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const inSight = "(($2::text[] is null or a.team_id = any($2)) and a.status <> 'decommissioned')";
  const { rows } = await sql().query<Omit<TargetOption, "hint"> & { agents: number }>(
    `${OPTIONS[kind].replace("$1", inSight)} order by agents desc, label limit $1`,
    [MOST, seen.everything ? null : seen.teamIds, pattern],
  );
  return rows;
}
