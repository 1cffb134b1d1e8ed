import type { Scope, Visibility } from "@/lib/access";
import type { AgentStatus, DataClass, Tier } from "@/lib/agents/schema";
import { sql } from "@/lib/db";
import { statedAccess, systemKey } from "./rules";
import type { Graph, Place } from "./views";

export const seenAs = (seen: Visibility): [boolean, readonly string[]] => [seen.everything, seen.teamIds];

/** A resource as a place; `r` is the table. */
export const PLACE = `r.id as key, r.id, r.name, r.kind, r.data_classes as "dataClasses", r.records::float8 as records,
  r.people::float8 as people, r.money::float8 as money`;

interface AgentRow {
  id: string;
  name: string;
  status: AgentStatus;
  tier: Tier | null;
  dataRead: DataClass[];
  dataWritten: DataClass[];
}

/** One agent with all that stands behind it, or null when the caller may not see it. Blocked and removed tools lead nowhere. */
export async function selectGraph(seen: Visibility, agentId: string): Promise<Graph | null> {
  const { rows } = await sql().query<AgentRow>({
    name: "reach-agent",
    text: `select id, name, status, tier, data_read as "dataRead", data_written as "dataWritten" from agents
      where id = $3 and ($1 or team_id = any($2))`,
    values: [...seenAs(seen), agentId],
  });
  const [agent] = rows;
  if (!agent) return null;
  const [servers, tools, linked, stated] = await Promise.all([
    selectServers(agentId),
    selectTools(agentId),
    selectLinked(agentId),
    selectStated(agentId),
  ]);
  const known = new Map(linked.places.map((place) => [place.key, place]));
  const systems = stated.map((row) => {
    const place = row.id ? row : unregistered(row.name, [...agent.dataRead, ...agent.dataWritten]);
    if (!known.has(place.key)) known.set(place.key, place);
    return { place: place.key, access: statedAccess(agent.dataWritten, place.dataClasses) };
  });
  return {
    agent: { id: agent.id, name: agent.name, active: agent.status === "active", tier: agent.tier },
    servers,
    tools,
    places: [...known.values()],
    links: linked.links,
    stated: systems,
  };
}

/** A system that the register does not know holds, as far as anybody said, what the agent states. */
export function unregistered(name: string, classes: readonly DataClass[]): Place {
  const dataClasses = [...new Set(classes)];
  return { key: systemKey(name), id: null, name, kind: null, dataClasses, records: 0, people: 0, money: 0 };
}

async function selectServers(agentId: string): Promise<Graph["servers"]> {
  const { rows } = await sql().query<Graph["servers"][number]>({
    name: "reach-servers",
    text: `select s.id, s.name, s.address, s.credential,
        (case when s.credential = '' then 0 else (select count(distinct o.agent_id) from agent_servers o join agents a on a.id = o.agent_id
          where o.credential = s.credential and o.agent_id <> s.agent_id and a.status <> 'decommissioned') end)::int as "sharedWith"
      from agent_servers s where s.agent_id = $1
      order by (select count(*) from agent_tools t where t.server_id = s.id) desc, lower(s.name), s.id`,
    values: [agentId],
  });
  return rows;
}

async function selectTools(agentId: string): Promise<Graph["tools"]> {
  const { rows } = await sql().query<Graph["tools"][number]>({
    name: "reach-tools",
    text: `select id, server_id as "serverId", name, state, coalesce(corrected_effect, accepted_effect, effect) as effect,
        case when corrected_effect is not null then corrected_capabilities when accepted_effect is not null then accepted_capabilities
          else capabilities end as capabilities
      from agent_tools where agent_id = $1 and state in ('accepted', 'quarantined') order by name, id`,
    values: [agentId],
  });
  return rows;
}

async function selectLinked(agentId: string): Promise<{ links: Graph["links"]; places: Place[] }> {
  const [links, places] = await Promise.all([
    sql().query<Graph["links"][number]>({
      name: "reach-links",
      text: `select l.tool_id as "toolId", l.resource_id as place, l.access from tool_resources l join agent_tools t on t.id = l.tool_id
        where l.agent_id = $1 and t.state in ('accepted', 'quarantined') order by l.tool_id, l.resource_id`,
      values: [agentId],
    }),
    sql().query<Place>({
      name: "reach-places",
      text: `select ${PLACE} from resources r where r.id in (select l.resource_id from tool_resources l join agent_tools t on t.id = l.tool_id
        where l.agent_id = $1 and t.state in ('accepted', 'quarantined'))`,
      values: [agentId],
    }),
  ]);
  return { links: links.rows, places: places.rows };
}

/** The systems that people stated, each once: the resource of that name where there is one, else only the name. */
async function selectStated(agentId: string): Promise<Place[]> {
  const { rows } = await sql().query<Place>({
    name: "reach-stated",
    text: `select distinct on (lower(u)) r.id as key, r.id, coalesce(r.name, u) as name, r.kind, coalesce(r.data_classes, '{}') as "dataClasses",
        coalesce(r.records, 0)::float8 as records, coalesce(r.people, 0)::float8 as people, coalesce(r.money, 0)::float8 as money
      from agents a cross join unnest(a.systems) u left join resources r on lower(r.name) = lower(u) where a.id = $1 order by lower(u)`,
    values: [agentId],
  });
  return rows;
}

/** What permission asks about an agent. */
export async function selectScope(agentId: string): Promise<(Scope & { status: AgentStatus }) | null> {
  const { rows } = await sql().query<Scope & { status: AgentStatus }>(
    `select status, team_id as "teamId", owner_id as "ownerId", deputy_id as "deputyId", sponsor_id as "sponsorId" from agents where id = $1`,
    [agentId],
  );
  return rows[0] ?? null;
}
