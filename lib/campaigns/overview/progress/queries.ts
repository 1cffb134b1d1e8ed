import { sql } from "@/lib/db";
import type { ItemOutcome } from "../../terms";
import type { PersonRef } from "../../views";
import type { Counted } from "../rules";

/** The counters of a campaign summed by stage and by tier, in one pass: tens of thousands of counters, whatever the number of items. */
export async function selectSums(campaignId: string): Promise<{ stages: Counted[]; tiers: Counted[] }> {
  const { rows } = await sql().query<Counted & { byStage: boolean }>({
    name: "campaign-sums",
    text: `select coalesce(stage::text, tier) as key, stage is not null as "byStage", state, decision, sum(items)::int as items
      from campaign_counts where campaign_id = $1
      group by grouping sets ((stage, state, decision), (tier, state, decision)) having sum(items) <> 0`,
    values: [campaignId],
  });
  const [stages, tiers] = [rows.filter(({ byStage }) => byStage), rows.filter(({ byStage }) => !byStage)];
  return { stages, tiers };
}

export interface SeatCounted extends Counted {
  person: PersonRef | null;
  seats: number;
}

/** The seats with the most open items, with all their sums; `seats` is how many there are altogether. */
export async function selectSeats(campaignId: string, limit: number): Promise<SeatCounted[]> {
  const { rows } = await sql().query<SeatCounted>({
    name: "campaign-seats",
    text: `with k as materialized (select seat, state, decision, sum(items)::int as items from campaign_counts
          where campaign_id = $1 group by seat, state, decision having sum(items) <> 0),
        top as (select seat, count(*) over ()::int as seats,
            coalesce(sum(items) filter (where state in ('pending', 'stale', 'no_reviewer', 'conflict')), 0) as open, sum(items) as total
          from k group by seat order by 3 desc, 4 desc, 1 limit $2)
      select k.seat as key, k.state, k.decision, k.items, t.seats,
        case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active') end as person
      from top t join k using (seat) left join people p on p.id = k.seat order by t.open desc, t.total desc, t.seat`,
    values: [campaignId, limit],
  });
  return rows;
}

/** Votes of each day (UTC), as the trigger counted them. */
export async function selectDays(campaignId: string): Promise<{ day: string; decision: ItemOutcome; votes: number }[]> {
  const { rows } = await sql().query<{ day: string; decision: ItemOutcome; votes: number }>({
    name: "campaign-days",
    text: `select day::text as day, decision, sum(votes)::int as votes from campaign_days where campaign_id = $1
      group by campaign_days.day, decision having sum(votes) > 0 order by campaign_days.day`,
    values: [campaignId],
  });
  return rows;
}
