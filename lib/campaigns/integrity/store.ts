import type { MeasuredVote } from "../rules";
import { INTEGRITY } from "../rules";
import type { Queryable } from "../store";

export interface Reviewed {
  personId: string;
  votes: MeasuredVote[];
  canariesMissed: number;
}

/** Votes are measured up to so many of one person, the latest: they say enough. */
const MOST = 5_000;

/**
 * The current votes of everybody who decided in a campaign, or in one stage of it, and what planted requests they let through.
 * Delegates and members of groups count as themselves.
 */
export async function reviewedBy(
  q: Queryable,
  { campaignId, stage = null }: { campaignId: string; stage?: number | null },
): Promise<Reviewed[]> {
  const { rows } = await q.query<{ personId: string; votes: Raw[] }>(
    `select v.person_id as "personId", json_agg(json_build_array(v.decision, v.recommended, v.dwell_millis,
       (extract(epoch from v.at) * 1000)::float8, v.bulk_id)) as votes
     from (select *, row_number() over (partition by person_id order by at desc) as nth from campaign_votes
       where campaign_id = $1 and current and ($2::int is null or stage = $2)) v
     where v.nth <= ${MOST} group by 1 order by 1`,
    [campaignId, stage],
  );
  const missed = await missedCanaries(
    q,
    rows.map(({ personId }) => personId),
  );
  return rows.map(({ personId, votes }) => ({
    personId,
    votes: votes.map(([decision, recommended, dwellMillis, at, bulkId]) => ({
      ...{ decision, recommended, dwellMillis, bulkId },
      at: new Date(at),
    })),
    canariesMissed: missed.get(personId) ?? 0,
  }));
}

type Raw = [MeasuredVote["decision"], MeasuredVote["recommended"], number, number, string | null];

async function missedCanaries(q: Queryable, personIds: readonly string[]): Promise<Map<string, number>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await q.query<{ personId: string; missed: number }>(
    `select v.person_id as "personId", count(*)::int as missed from approval_votes v join approvals a on a.id = v.approval_id
     where v.person_id = any($1) and a.caller_kind = 'canary' and v.answer = 'approve'
       and v.at > clock_timestamp() - make_interval(days => ${INTEGRITY.canaryDays}) group by 1`,
    [personIds],
  );
  return new Map(rows.map(({ personId, missed }) => [personId, missed]));
}
