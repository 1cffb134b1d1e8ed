import type { Visibility } from "@/lib/access";
import type { Access, DataClass, Tier } from "@/lib/agents/schema";
import { sql } from "@/lib/db";
import { PLACE, seenAs, unregistered } from "../queries";
import { statedAccess } from "../rules";
import type { SubjectKind } from "../terms";
import type { AffectedAgent, Place, SharedCredential, Way } from "../views";

/**
 * The servers that fall with a subject, `$3` being the agent's id, `name` + line break + `address`, or the credential. `wider`: what
 * falls as well. A server and a secret may be held by agents of many teams; only what the caller may see is followed.
 */
const DIRECT: Record<SubjectKind, string> = {
  agent: "s.agent_id = $3",
  server: "lower(s.name) || chr(10) || s.address = $3",
  credential: "s.credential = $3",
};
const WIDER: Record<SubjectKind, string> = {
  agent: `s.id in (select id from agent_servers where agent_id = $3 union all select o.id from agent_servers m
    join agent_servers o on o.credential = m.credential where m.agent_id = $3 and m.credential <> '')`,
  server: "s.agent_id in (select agent_id from agent_servers s where lower(s.name) || chr(10) || s.address = $3)",
  credential: "false",
};
/** Whose stated systems fall with the tools: of agents that are taken over as a whole. */
const STATERS: Record<SubjectKind, { direct: string; wider: string }> = {
  agent: { direct: "a.id = $3", wider: "a.id = $3" },
  server: { direct: "false", wider: "a.id in (select agent_id from hits)" },
  credential: { direct: "false", wider: "false" },
};

export interface Target {
  kind: SubjectKind;
  /** The value of `$3`. */
  key: string;
}

/** What is reached through a subject: places, one way for each place and standing, and the tools that lead there. */
export interface Reached {
  places: Place[];
  ways: (Way & { tools: string[]; toolCount: number })[];
}

const hits = (where: string) => `hits as (select s.id, s.agent_id, a.status = 'active' as active from agent_servers s
  join agents a on a.id = s.agent_id where ${where} and a.status <> 'decommissioned' and ($1 or a.team_id = any($2)))`;

export async function selectReached(seen: Visibility, target: Target, layer: "direct" | "wider"): Promise<Reached> {
  const where = layer === "direct" ? DIRECT[target.kind] : WIDER[target.kind];
  const staters = STATERS[target.kind][layer];
  const values = [...seenAs(seen), target.key];
  const [linked, stated] = await Promise.all([
    sql().query<Place & { access: Access; now: boolean; tools: string[]; toolCount: number }>(
      `with ${hits(where)}, reached as (
        select l.resource_id, l.access, h.active and t.state = 'accepted' as now, (array_agg(distinct t.name))[1:3] as tools,
          count(distinct t.id)::int as tool_count
        from hits h join agent_tools t on t.server_id = h.id and t.state in ('accepted', 'quarantined')
          join tool_resources l on l.tool_id = t.id group by 1, 2, 3)
      select ${PLACE}, reached.access, reached.now, reached.tools, reached.tool_count as "toolCount"
      from reached join resources r on r.id = reached.resource_id`,
      values,
    ),
    staters === "false" ? { rows: [] } : selectStated(where, staters, values),
  ]);
  const places = new Map<string, Place>();
  const ways: Reached["ways"] = [];
  for (const { access, now, tools, toolCount, ...place } of linked.rows) {
    places.set(place.key, place);
    ways.push({ place: place.key, access, now, tools, toolCount });
  }
  for (const { active, dataRead, dataWritten, ...row } of stated.rows) {
    const place = row.id ? row : joined(places, unregistered(row.name, [...dataRead, ...dataWritten]));
    places.set(place.key, place);
    const access = statedAccess(dataWritten, row.id ? row.dataClasses : [...dataRead, ...dataWritten]);
    ways.push({ place: place.key, access, now: active, tools: [], toolCount: 0 });
  }
  return { places: [...places.values()], ways };
}

/** Two agents that state the same system may say different things of it: all of that may lie there. */
function joined(places: ReadonlyMap<string, Place>, place: Place): Place {
  const known = places.get(place.key);
  return known ? { ...known, dataClasses: [...new Set([...known.dataClasses, ...place.dataClasses])] } : place;
}

type StatedRow = Place & { active: boolean; dataRead: DataClass[]; dataWritten: DataClass[] };

function selectStated(where: string, staters: string, values: unknown[]) {
  return sql().query<StatedRow>(
    `with ${hits(where)}, said as (
      select lower(u) as system, min(u) as name, a.status = 'active' as active, a.data_read, a.data_written
      from agents a cross join unnest(a.systems) u where ${staters} and a.status <> 'decommissioned' and ($1 or a.team_id = any($2))
      group by 1, 3, 4, 5)
    select r.id as key, r.id, coalesce(r.name, said.name) as name, r.kind, coalesce(r.data_classes, '{}') as "dataClasses",
      coalesce(r.records, 0)::float8 as records, coalesce(r.people, 0)::float8 as people, coalesce(r.money, 0)::float8 as money,
      said.active, said.data_read as "dataRead", said.data_written as "dataWritten"
    from said left join resources r on lower(r.name) = said.system order by said.system`,
    values,
  );
}

const SHOWN_AGENTS = 50;

/** The agents that use the subject, the most dangerous first; for an agent itself and those that share its credentials. */
export async function selectAffected(
  seen: Visibility,
  target: Target,
): Promise<{ agents: AffectedAgent[]; tiers: Partial<Record<Tier | "none", number>>; hidden: boolean }> {
  const where = target.kind === "agent" ? WIDER.agent : DIRECT[target.kind];
  const self = target.kind === "agent" ? "select $3::text union all" : "";
  const all = `a.status <> 'decommissioned' and a.id in (${self} select s.agent_id from agent_servers s where ${where})`;
  const values = [...seenAs(seen), target.key];
  const [agents, tiers, hidden] = await Promise.all([
    sql().query<AffectedAgent>(
      `select a.id, a.name, a.environment, a.status, a.tier,
        case when o.id is not null then json_build_object('id', o.id, 'name', o.name, 'active', o.status = 'active') end as owner
      from agents a left join people o on o.id = a.owner_id where ${all} and ($1 or a.team_id = any($2))
      order by (a.id = $3) desc, a.tier desc nulls last, lower(a.name), a.id limit ${SHOWN_AGENTS}`,
      values,
    ),
    sql().query<{ tier: Tier | "none"; count: number }>(
      `select coalesce(a.tier::text, 'none') as tier, count(*)::int as count from agents a
       where ${all} and ($1 or a.team_id = any($2)) group by 1`,
      values,
    ),
    sql().query<{ hidden: boolean }>(
      `select not $1 and exists (select 1 from agents a where ${all} and (a.team_id = any($2)) is not true) as hidden`,
      values,
    ),
  ]);
  return {
    agents: agents.rows,
    tiers: Object.fromEntries(tiers.rows.map(({ tier, count }) => [tier, count])),
    hidden: hidden.rows[0]?.hidden === true,
  };
}

/** Secrets that the subject uses and that more than one agent holds. */
export async function selectShared(seen: Visibility, target: Target): Promise<SharedCredential[]> {
  const { rows } = await sql().query<SharedCredential>(
    `with ${hits(DIRECT[target.kind])}, held as (select distinct s.credential from hits h join agent_servers s on s.id = h.id where s.credential <> '')
    select s.credential, count(*)::int as servers, count(distinct s.agent_id)::int as "agentCount",
      (array_agg(distinct jsonb_build_object('id', a.id, 'name', a.name)))[1:5] as agents
    from held join agent_servers s on s.credential = held.credential join agents a on a.id = s.agent_id
    where a.status <> 'decommissioned' and ($1 or a.team_id = any($2))
    group by 1 having count(distinct s.agent_id) > 1 order by 3 desc, 1 limit 50`,
    [...seenAs(seen), target.key],
  );
  return rows;
}

/** The credentials that the subject's servers use, shared or not. */
export async function selectCredentials(seen: Visibility, target: Target): Promise<string[]> {
  const { rows } = await sql().query<{ credential: string }>(
    `with ${hits(DIRECT[target.kind])} select distinct s.credential from hits h join agent_servers s on s.id = h.id
     where s.credential <> '' order by 1 limit 50`,
    [...seenAs(seen), target.key],
  );
  return rows.map(({ credential }) => credential);
}

/** What can be asked about: names that contain the text, the most used first. */
export async function selectSubjects(
  seen: Visibility,
  kind: "server" | "credential",
  q: string,
): Promise<{ name: string; address: string; agents: number }[]> {
  const columns = kind === "server" ? "min(s.name) as name, s.address" : "s.credential as name, '' as address";
  const group = kind === "server" ? "lower(s.name), s.address" : "s.credential";
  const text = kind === "server" ? "lower(s.name || ' ' || s.address)" : "lower(s.credential)";
  const { rows } = await sql().query<{ name: string; address: string; agents: number }>(
    `select ${columns}, count(distinct s.agent_id)::int as agents from agent_servers s join agents a on a.id = s.agent_id
     where a.status <> 'decommissioned' and ($1 or a.team_id = any($2)) and position($3 in ${text}) > 0
       ${kind === "credential" ? "and s.credential <> ''" : ""}
     group by ${group} order by 3 desc, 1 limit 20`,
    [...seenAs(seen), q.toLowerCase()],
  );
  return rows;
}
