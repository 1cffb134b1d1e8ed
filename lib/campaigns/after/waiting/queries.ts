import type { Visibility } from "@/lib/access";
import { sql } from "@/lib/db";
import { UNSETTLED_STATES } from "../../closing/rules";
import type { CampaignWaiting } from "./views";

/** Who asks, and how far each duty of theirs reaches. */
export interface WaitingReader {
  personId: string;
  close: Visibility;
  confirm: Visibility;
  settle: Visibility;
  sign: Visibility;
  exclude: Visibility;
}

// $1 person · $2 now · then pairs of everywhere and teams: $3 close · $5 confirm · $7 settle · $9 sign · $11 exclusions
const reached = (of: string, first: number) =>
  `($${first}::boolean or ${of}.team_id is not null and ${of}.team_id = any($${first + 1}::text[]))`;

// What keeps a campaign from closing and is not signed for, as `whyOpen` of the close says: from counters and indexes, for this is asked
// with every page. Items that nobody settled have no remediation.
const UNSIGNED = `not exists (select 1 from campaign_exceptions x where x.campaign_id = c.id and x.number = r.number and x.until > $2)`;
const LEFT = `select greatest(0,
    (select coalesce(sum(n.items), 0) from campaign_counts n where n.campaign_id = c.id and n.state = any($13))
    - (select count(*) from campaign_exceptions x join campaign_items i on i.campaign_id = x.campaign_id and i.number = x.number
        where x.campaign_id = c.id and x.until > $2 and i.state = any($13))
    + (select count(*) from campaign_remediations r where r.campaign_id = c.id and r.state in ('error', 'manual') and ${UNSIGNED})
    + (select count(*) from campaign_remediations r join campaign_items i on i.campaign_id = r.campaign_id and i.number = r.number
        where r.campaign_id = c.id and r.state = 'done' and r.verified_at is null and r.action in ('revoke', 'suspend')
          and i.tier in ('high', 'critical') and ${UNSIGNED}))::int as left`;

const WAITING = `
  select 'campaign_close' as kind, c.id, c.name, 0 as count, coalesce(c.decided_at, c.created_at) as at from campaigns c
    where c.state = 'deciding_closed' and c.close_asked_at is null and ${reached("c", 3)}
  union all
  select 'campaign_confirm', c.id, c.name, 0, c.close_asked_at from campaigns c
    where c.state = 'deciding_closed' and c.close_asked_at is not null and c.close_asked_by_id is distinct from $1 and ${reached("c", 5)}
  union all
  select 'campaign_finish', c.id, c.name, l.left, coalesce(c.confirmed_at, c.created_at) from campaigns c cross join lateral (${LEFT}) l
    where c.state = 'verifying' and ${reached("c", 9)}
      and not exists (select 1 from campaign_remediations r where r.campaign_id = c.id and r.state in ('planned', 'applied'))
  union all
  select 'campaign_tasks', c.id, c.name, count(*)::int, min(t.due_at) from campaign_tasks t join campaigns c on c.id = t.campaign_id
    where t.state = 'open' and t.owner_id is null and ${reached("c", 7)} group by c.id, c.name
  union all
  select 'campaign_own_tasks', '', '', count(*)::int, min(t.due_at) from campaign_tasks t
    where t.state = 'open' and t.owner_id = $1 having count(*) > 0
  union all
  select 'campaign_exclusions', '', '', count(*)::int, min(x.requested_at) from campaign_exclusions x
    where x.state = 'requested' and x.until > $2 and x.requested_by_id <> $1 and ${reached("x", 11)} having count(*) > 0
  order by 5, 1, 2`;

/** What waits for this reader beside the items they are asked about, in one round trip. */
export async function selectWaiting(reader: WaitingReader, now: Date): Promise<CampaignWaiting[]> {
  const duties = [reader.close, reader.confirm, reader.settle, reader.sign, reader.exclude];
  const { rows } = await sql().query<CampaignWaiting>({
    name: "campaigns-waiting",
    text: WAITING,
    values: [
      reader.personId,
      now,
      ...duties.flatMap(({ everything, teamIds }) => [everything, teamIds]),
      UNSETTLED_STATES,
    ],
  });
  return rows;
}
