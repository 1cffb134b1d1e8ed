import { sql } from "@/lib/db";
import {
  type Asked,
  CANARIES,
  IS_BULK,
  IS_QUICK,
  LATE,
  OUTCOME,
  REQUESTS,
  TO_REVIEW,
  VOTES_OF_REQUESTS,
  valuesOf,
} from "../base";
import type { MeasuredList } from "../schema";
import type { MeasuredRow } from "../views";

const voted = (condition: string) => `a.id in (select approval_id from (${VOTES_OF_REQUESTS}) w where ${condition})`;

const ONLY: Record<NonNullable<MeasuredList["only"]>, string> = {
  viewed: "a.first_viewed_at is not null",
  decided: "a.decided_at is not null and a.standing_id is null",
  quick: voted(IS_QUICK),
  bulk: voted(IS_BULK),
  joined: "a.joined > 0",
  late_denial: LATE,
  break_glass: "a.break_glass",
  to_review: TO_REVIEW,
  canary: "true",
};

const seconds = (instant: string) => `date_part('epoch', a.${instant} - a.requested_at)`;

export interface Narrower {
  outcome: string | null;
  day: string | null;
  only: MeasuredList["only"];
  reviewerId: string | null;
  after: string | null;
  limit: number;
}

/** The requests behind a number, newest first. */
export async function selectMeasured(
  asked: Asked,
  { outcome, day, only, reviewerId, after, limit }: Narrower,
): Promise<
  (Omit<MeasuredRow, "status"> & {
    status: MeasuredRow["status"];
    expiresAt: Date;
    approvedUntil: Date | null;
    consumedAt: Date | null;
  })[]
> {
  const { rows } = await sql().query(
    `select a.id, a.requested_at as "requestedAt", json_build_object('id', a.agent_id, 'name', coalesce(g.name, a.agent_id)) as agent,
        a.server, a.tool, a.groups, a.status, a.expires_at as "expiresAt", a.approved_until as "approvedUntil", a.consumed_at as "consumedAt",
        ${seconds("first_viewed_at")} as "firstViewSeconds",
        case when a.standing_id is null then ${seconds("decided_at")} end as "decisionSeconds", a.joined,
        (select count(*) from approval_votes v where v.approval_id = a.id)::int as votes,
        (select count(*) from approval_votes v where v.approval_id = a.id and v.answer = 'approve')::int as approvals
      from approvals a left join agents g on g.id = a.agent_id
      where ${only === "canary" ? CANARIES : REQUESTS} and ${only ? ONLY[only] : "true"}
        and ($8::text is null or ${OUTCOME} = $8) and ($9::date is null or (a.requested_at at time zone 'UTC')::date = $9)
        and ($10::text is null or exists (select 1 from approval_votes v where v.approval_id = a.id and v.person_id = $10 and v.capacity <> 'standing'))
        and ($11::text is null or (a.requested_at, a.id) < (select b.requested_at, b.id from approvals b where b.id = $11))
      order by a.requested_at desc, a.id desc limit $12`,
    [...valuesOf(asked), outcome, day, reviewerId, after, limit],
  );
  return rows;
}
