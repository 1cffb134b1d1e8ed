import type { Visibility } from "@/lib/access";
import type { PersonRef, Tier } from "@/lib/agents/schema";
import { type SqlTx, sql } from "@/lib/db";
import { COLUMNS, type StoredSupplier } from "./store";
import type { SupplierUse, UnregisteredName } from "./views";

/** A supplier with what uses it. */
export interface UsedSupplier extends StoredSupplier {
  agents: number;
  servers: number;
  highestTier: Tier | null;
}

// Every name under which a living agent mentions somebody: as its provider, or as the supplier of one of its servers.
// $1: whether the caller sees everything, $2: else the teams that it sees.
const MENTIONS = `mentions as (
  select a.id as agent, a.tier, lower(a.provider) as name, a.provider as written, null::text as server from agents a
  where a.provider <> '' and a.status <> 'decommissioned' and ($1 or a.team_id = any($2))
  union all
  select a.id, a.tier, lower(v.supplier), v.supplier, v.name from agent_servers v join agents a on a.id = v.agent_id
  where v.supplier <> '' and a.status <> 'decommissioned' and ($1 or a.team_id = any($2)))`;

const USAGE = `with ${MENTIONS},
  usage as (select k.id, count(distinct m.agent)::int as agents, count(distinct lower(m.server))::int as servers, max(m.tier) as tier
    from mentions m join (select id, unnest(names) as name from suppliers) k on k.name = m.name group by k.id)
  select ${COLUMNS}, coalesce(u.agents, 0) as agents, coalesce(u.servers, 0) as servers, u.tier as "highestTier"
  from suppliers s left join usage u on u.id = s.id`;

const seenAs = (seen: Visibility) => [seen.everything, seen.teamIds];

/** The whole register with the usage that the caller may see: it has hundreds of entries, not hundreds of thousands. */
export async function selectRegister(seen: Visibility): Promise<UsedSupplier[]> {
  const { rows } = await sql().query<UsedSupplier>({
    name: "supplier-register",
    text: `${USAGE} order by lower(s.name), s.id`,
    values: seenAs(seen),
  });
  return rows;
}

export async function selectSupplier(seen: Visibility, id: string): Promise<UsedSupplier | null> {
  const { rows } = await sql().query<UsedSupplier>(`${USAGE} where s.id = $3`, [...seenAs(seen), id]);
  return rows[0] ?? null;
}

const USES = `select a.id, a.name, a.environment, a.tier, t.name as team, lower(a.provider) = any(s.names) as provides,
  case when o.id is not null then json_build_object('id', o.id, 'name', o.name, 'active', o.status = 'active') end as owner,
  array(select distinct v.name from agent_servers v where v.agent_id = a.id and lower(v.supplier) = any(s.names) order by v.name) as through
from suppliers s join agents a on a.status <> 'decommissioned' and ($1 or a.team_id = any($2))
    and (lower(a.provider) = any(s.names) or exists (select 1 from agent_servers v where v.agent_id = a.id and lower(v.supplier) = any(s.names)))
  left join teams t on t.id = a.team_id left join people o on o.id = a.owner_id
where s.id = $3 order by a.tier desc nulls last, lower(a.name), a.id limit $4`;

/** The agents that a supplier stands behind, the most dangerous first. */
export async function selectUses(
  seen: Visibility,
  { id, limit }: { id: string; limit: number },
): Promise<(SupplierUse & { owner: PersonRef | null })[]> {
  const { rows } = await sql().query<SupplierUse>(USES, [...seenAs(seen), id, limit]);
  return rows;
}

export async function selectNames(ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (!ids.length) return [];
  const { rows } = await sql().query<{ id: string; name: string }>(
    "select id, name from suppliers where id = any($1) order by lower(name)",
    [ids],
  );
  return rows;
}

/** Every supplier by name, for choosing subcontractors. */
export async function selectAllNames(): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql().query<{ id: string; name: string }>(
    "select id, name from suppliers order by lower(name), id limit 2000",
  );
  return rows;
}

/** The supplier that goes by this name, if there is one. */
export async function selectByName(name: string): Promise<{ id: string; name: string } | null> {
  const { rows } = await sql().query<{ id: string; name: string }>(
    "select id, name from suppliers where names @> array[lower($1)] limit 1",
    [name],
  );
  return rows[0] ?? null;
}

const UNREGISTERED = `with ${MENTIONS}
  select min(m.written) as name, count(distinct m.agent)::int as agents, count(distinct lower(m.server))::int as servers from mentions m
  where not exists (select 1 from suppliers s where s.names @> array[m.name])
  group by m.name order by count(distinct m.agent) desc, m.name limit $3`;

/** The names that agents and servers mention and the register does not know, the most frequent first. */
export async function selectUnregistered(seen: Visibility, limit: number): Promise<UnregisteredName[]> {
  const { rows } = await sql().query<UnregisteredName>(UNREGISTERED, [...seenAs(seen), limit]);
  return rows;
}

/** Teams whose agents are in service, numbered by when the teams began, with the suppliers behind those agents. */
export async function selectFunctions(
  tx: SqlTx,
): Promise<{ identifier: string; name: string; supplierIds: string[] }[]> {
  const { rows } = await tx.query<{ identifier: string; name: string; supplierIds: string[] }>(
    `with numbered as (select id, name, row_number() over (order by created_at, id) as place from teams),
       served as (select a.team_id, a.id, lower(a.provider) as name from agents a where a.status in ('registered', 'active', 'suspended')
         union select a.team_id, a.id, lower(v.supplier) from agent_servers v join agents a on a.id = v.agent_id
         where a.status in ('registered', 'active', 'suspended')),
       behind as (select distinct m.team_id, s.id from served m join (select id, unnest(names) as name from suppliers) s on s.name = m.name)
     select 'F' || n.place as identifier, n.name, array_agg(b.id order by b.id) as "supplierIds"
     from numbered n join behind b on b.team_id = n.id group by n.place, n.name order by n.place`,
  );
  return rows;
}

/** Every supplier, for the export, in the transaction that records it. */
export async function selectAll(tx: SqlTx): Promise<StoredSupplier[]> {
  const { rows } = await tx.query<StoredSupplier>(`select ${COLUMNS} from suppliers s order by lower(s.name), s.id`);
  return rows;
}
