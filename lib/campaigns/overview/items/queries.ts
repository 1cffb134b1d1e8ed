import { sql } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";
import type { ItemKind, ItemOutcome, ItemState, Mark, Rights } from "../../terms";
import type { PersonRef } from "../../views";
import type { ItemFilter } from "../schema";

export interface ItemFound {
  number: number;
  kind: ItemKind;
  agentId: string;
  agentName: string | null;
  snapshotName: string;
  tier: Tier;
  stage: number;
  seat: string;
  person: PersonRef | null;
  state: ItemState;
  decision: ItemOutcome | null;
  marks: Mark[];
  rights: Rights;
}

const valuesOf = (filter: ItemFilter) => [
  filter.campaignId,
  filter.stage ?? null,
  filter.seat ?? null,
  filter.tier ?? null,
  filter.states ?? null,
  filter.decisions?.map((decision) => (decision === "none" ? "" : decision)) ?? null,
];
const matches = (alias: string, decision: string) =>
  `${alias}.campaign_id = $1 and ($2::smallint is null or ${alias}.stage = $2) and ($3::text is null or ${alias}.seat = $3)
   and ($4::text is null or ${alias}.tier = $4) and ($5::text[] is null or ${alias}.state = any($5)) and ($6::text[] is null or ${decision} = any($6))`;

/** How many items match, and in which seats they lie: read from the counters. */
export async function selectMatching(filter: ItemFilter): Promise<{ total: number; seats: string[] }> {
  const { rows } = await sql().query<{ total: number; seats: string[] | null }>(
    `select coalesce(sum(n), 0)::int as total, array_agg(seat) as seats from (
      select k.seat, sum(k.items) as n from campaign_counts k where ${matches("k", "k.decision")} group by k.seat having sum(k.items) > 0) s`,
    valuesOf(filter),
  );
  return { total: rows[0]?.total ?? 0, seats: rows[0]?.seats ?? [] };
}

/** A page of items in the order of their numbers. `seats`: where they can lie, so that a rare state is found without reading a million rows. */
export async function selectItems(filter: ItemFilter, seats: readonly string[] | null): Promise<ItemFound[]> {
  const { rows } = await sql().query<ItemFound>(
    `select i.number, i.kind, i.agent_id as "agentId", a.name as "agentName", i.snapshot->'agent'->>'name' as "snapshotName", i.tier, i.stage,
        i.seat, case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') end as person,
        i.state, i.decision, i.marks, i.snapshot->'rights' as rights
      from (select * from campaign_items i where ${matches("i", "coalesce(i.decision, '')")} and i.number > $7
          and ($8::text[] is null or i.seat = any($8)) order by i.number limit $9) i
        left join agents a on a.id = i.agent_id left join people p on p.id = i.seat order by i.number`,
    [...valuesOf(filter), filter.after ?? 0, seats, filter.size + 1],
  );
  return rows;
}
