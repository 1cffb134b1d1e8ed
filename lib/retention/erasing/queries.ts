import type { OpenMatter } from "../rules";
import type { Queryable } from "../store";

/** What a person may have left open, as what follows "from"; `$1` is the person. */
const OPEN: Record<OpenMatter["what"], string> = {
  request: `approvals a where a.status = 'pending' and (a.person_id = $1
    or exists (select from approval_votes v where v.approval_id = a.id and v.person_id = $1))`,
  standing: `standing_approvals where state in ('proposed', 'active') and expires_at > clock_timestamp()
    and $1 in (proposed_by_id, confirmed_by_id)`,
  seat: `campaign_items i join campaigns c on c.id = i.campaign_id where i.seat = $1 and i.state in ('pending', 'decided')
    and c.state in ('scheduled', 'active', 'paused')`,
  task: "campaign_tasks where owner_id = $1 and state = 'open'",
  handOver: `hand_overs where state = 'pending' and expires_at > clock_timestamp()
    and $1 in (to_person_id, from_person_id, offered_by_id)`,
  key: "api_keys where created_by_id = $1 and revoked_at is null and (expires_at is null or expires_at > clock_timestamp())",
  supplier: "suppliers where owner_id = $1",
  control: "controls where owner_id = $1",
};

/** What is open and names this person, or rests on their word, by kind; nothing of what there is none. */
export async function openMatters(q: Queryable, personId: string): Promise<OpenMatter[]> {
  const parts = Object.entries(OPEN).map(
    ([what, from], at) => `select ${at} as place, '${what}' as what, count(*)::int as count from ${from}`,
  );
  const { rows } = await q.query<OpenMatter>(
    `select what, count from (${parts.join(" union all ")}) o where count > 0 order by place`,
    [personId],
  );
  return rows;
}
