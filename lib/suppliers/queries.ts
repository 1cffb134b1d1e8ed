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

// $1: whether the caller sees everything, $2: else the teams that it sees. Decommissioned agents use nobody.
const SEEN = "a.status <> 'decommissioned' and ($1 or a.team_id = any($2))";

// Agents whose provider it is, and agents that only one of its servers leads to: each once. $3: one supplier, or null for all.
const USAGE = `with keyed as (select id, names, unnest(names) as name from suppliers where $3::text is null or id = $3),
  provided as (select k.id, count(*)::int as agents, max(a.tier) as tier from keyed k join agents a on lower(a.provider) = k.name
    where ${SEEN} group by k.id),
  served as (select k.id, count(distinct v.agent_id) filter (where lower(a.provider) <> all(k.names))::int as agents,
      count(distinct lower(v.name))::int as servers, max(a.tier) as tier
    from keyed k join agent_servers v on lower(v.supplier) = k.name join agents a on a.id = v.agent_id where ${SEEN} group by k.id)
  select ${COLUMNS}, coalesce(p.agents, 0) + coalesce(w.agents, 0) as agents, coalesce(w.servers, 0) as servers,
    greatest(p.tier, w.tier) as "highestTier"
  from suppliers s left join provided p on p.id = s.id left join served w on w.id = s.id where $3::text is null or s.id = $3`;

const seenAs = (seen: Visibility) => [seen.everything, seen.teamIds];

/** The whole register with the usage that the caller may see: it has hundreds of entries, not hundreds of thousands. */
export async function selectRegister(seen: Visibility): Promise<UsedSupplier[]> {
  const { rows } = await sql().query<UsedSupplier>({
    name: "supplier-register",
    text: `${USAGE} order by lower(s.name), s.id`,
    values: [...seenAs(seen), null],
  });
  return rows;
}

export async function selectSupplier(seen: Visibility, id: string): Promise<UsedSupplier | null> {
  const { rows } = await sql().query<UsedSupplier>(USAGE, [...seenAs(seen), id]);
  return rows[0] ?? null;
}

const USES = `with keyed as (select unnest(names) as name from suppliers where id = $3),
  users as (select a.id from keyed k join agents a on lower(a.provider) = k.name
    union select v.agent_id from keyed k join agent_servers v on lower(v.supplier) = k.name)
  select a.id, a.name, a.environment, a.tier, t.name as team, lower(a.provider) = any(s.names) as provides,
  case when o.id is not null then json_build_object('id', o.id, 'name', o.name, 'active', o.status = 'active') end as owner,
  array(select distinct v.name from agent_servers v where v.agent_id = a.id and lower(v.supplier) = any(s.names) order by v.name) as through
from users u join agents a on a.id = u.id and ${SEEN} join suppliers s on s.id = $3
  left join teams t on t.id = a.team_id left join people o on o.id = a.owner_id
order by a.tier desc nulls last, lower(a.name), a.id limit $4`;

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

const UNREGISTERED = `with known as (select unnest(names) as name from suppliers),
  provided as (select lower(a.provider) as name, min(a.provider) as written, count(*)::int as agents from agents a
    where a.provider <> '' and ${SEEN} group by 1),
  served as (select lower(v.supplier) as name, min(v.supplier) as written, count(distinct lower(v.name))::int as servers,
      count(distinct v.agent_id) filter (where lower(a.provider) <> lower(v.supplier))::int as agents
    from agent_servers v join agents a on a.id = v.agent_id where v.supplier <> '' and ${SEEN} group by 1)
  select coalesce(p.written, w.written) as name, coalesce(p.agents, 0) + coalesce(w.agents, 0) as agents, coalesce(w.servers, 0) as servers
  from provided p full join served w on w.name = p.name
  where coalesce(p.name, w.name) not in (select name from known) order by 2 desc, 1 limit $3`;

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
