import type { SqlTx } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";
import type { Queryable } from "../store";
import type { CampaignKind, ItemDecision, ItemKind, ItemState, Mark, Snapshot } from "../terms";
import type { ReviewFilter } from "./schema";

/** Whose list it is: the person, and the seats they sit in now. */
export interface Reader {
  personId: string;
  seats: readonly string[];
}

export interface MyReviewRow {
  campaignId: string;
  campaignName: string;
  kind: CampaignKind;
  stage: number;
  dueAt: Date | null;
  /** In the reader's seats, whatever has become of them. */
  seated: number;
  /** Of those, what still asks and has no word of the reader yet. */
  open: number;
  decided: number;
  signed: number;
}

const OPEN = "('pending', 'stale')";

// What is decided of the reader's own votes is counted from the votes; what waits, from the counters that a trigger keeps, less
// what the reader has spoken on already while others are still missing.
const MINE = `select count(*) filter (where v.signoff_id is null)::int as decided, count(*) filter (where v.signoff_id is not null)::int as signed,
    count(*) filter (where i.state in ${OPEN} and i.stage = v.stage)::int as waiting,
    count(*) filter (where i.seat = any($2::text[]))::int as seated
  from campaign_votes v join campaign_items i on i.campaign_id = v.campaign_id and i.number = v.number
  where v.campaign_id = c.id and v.person_id = $1 and v.current`;
// By stage, so that the counters of a seat are found by their key and not among those of all seats.
const SEATED = `select coalesce(sum(n.items), 0)::int as total, coalesce(sum(n.items) filter (where n.state in ${OPEN}), 0)::int as open
  from generate_series(1, c.stage) as g (stage) join campaign_counts n on n.campaign_id = c.id and n.stage = g.stage
    and n.seat = any($2::text[]) and n.state not in ('void', 'excluded')`;

/** Where the reader stands in one campaign, or in all that run. */
export async function selectMyReviews(q: Queryable, reader: Reader, campaignId: string | null): Promise<MyReviewRow[]> {
  const { rows } = await q.query<MyReviewRow>(
    `select c.id as "campaignId", c.name as "campaignName", c.kind, c.stage, coalesce(c.stage_due_at, c.due_at) as "dueAt",
       s.total + m.decided + m.signed - m.seated as seated, greatest(s.open - m.waiting, 0) as open, m.decided, m.signed
     from campaigns c cross join lateral (${SEATED}) s cross join lateral (${MINE}) m
     where c.launched_at is not null and (c.id = $3 or ($3::text is null and c.state in ('active', 'paused')))
     order by coalesce(c.stage_due_at, c.due_at) nulls last, c.id limit 200`,
    [reader.personId, reader.seats, campaignId],
  );
  return rows;
}

interface Asked {
  campaignId: string;
  filter: ReviewFilter;
  after: number;
  most: number;
}

// $1 campaign, $2 person, $3 after which number, $4 how many, $5 seats where they are asked for. Each seat has its own ordered run of
// the index: merging them reads no more than the page needs.
const IN_SEATS = (extra: string) => `select x.number from unnest($5::text[]) s(seat) cross join lateral (
    select i.number from campaign_items i where i.campaign_id = $1 and i.seat = s.seat and i.number > $3 ${extra}
    order by i.number limit $4) x`;
const WAITING = `and i.state in ${OPEN} and not exists (select 1 from campaign_votes v where v.campaign_id = $1
  and v.number = i.number and v.stage = i.stage and v.person_id = $2 and v.current)`;
const SPOKEN = (
  extra: string,
) => `select v.number from campaign_votes v where v.campaign_id = $1 and v.person_id = $2 and v.current
  and v.number > $3 ${extra}`;
const NUMBERS: Record<ReviewFilter, { text: string; seated: boolean }> = {
  open: { text: IN_SEATS(WAITING), seated: true },
  decided: { text: SPOKEN("and v.signoff_id is null"), seated: false },
  signed: { text: SPOKEN("and v.signoff_id is not null"), seated: false },
  all: {
    text: `${IN_SEATS("and i.state not in ('void', 'excluded')")} union ${SPOKEN("")}`,
    seated: true,
  },
};

/** The numbers of the reader's items after that one, in order. */
export async function selectNumbers(q: Queryable, reader: Reader, asked: Asked): Promise<number[]> {
  const { text, seated } = NUMBERS[asked.filter];
  const values: unknown[] = [asked.campaignId, reader.personId, asked.after, asked.most];
  const { rows } = await q.query<{ number: number }>({
    name: `review-numbers-${asked.filter}`,
    text: `select distinct n.number from (${text}) n order by n.number limit $4`,
    values: seated ? [...values, reader.seats] : values,
  });
  return rows.map(({ number }) => number);
}

export interface LineRow {
  campaignId: string;
  number: number;
  kind: ItemKind;
  subjectId: string;
  agentId: string;
  agentName: string;
  environment: string;
  status: string;
  tier: Tier;
  ownerActive: boolean;
  state: ItemState;
  snapshot: Snapshot;
  marks: Mark[];
  version: number;
  dueAt: Date;
  /** As recorded by now, of a grant and a credential. */
  lastUsedAt: Date | null;
  useCount: number | null;
  formerTier: Tier | null;
  decision: ItemDecision | null;
  reason: string | null;
  text: string | null;
}

/** One line for each of these items, in order of number. */
export async function selectLines(
  q: Queryable,
  asked: { campaignId: string; personId: string; numbers: readonly number[] },
): Promise<LineRow[]> {
  const { rows } = await q.query<LineRow>({
    name: "review-lines",
    text: `select i.campaign_id as "campaignId", i.number, i.kind, i.subject_id as "subjectId", i.agent_id as "agentId",
        coalesce(a.name, i.snapshot#>>'{agent,name}') as "agentName",
        coalesce(a.environment::text, i.snapshot#>>'{agent,environment}') as environment, coalesce(a.status::text, 'decommissioned') as status,
        i.tier, coalesce(p.status = 'active', false) as "ownerActive", i.state, i.snapshot, i.marks, i.version,
        coalesce(i.due_at, c.stage_due_at, c.due_at) as "dueAt",
        case i.kind when 'entitlement' then e.last_used_at when 'credential' then k.last_used_at else a.last_used_at end as "lastUsedAt",
        e.use_count::float8 as "useCount", t.rights->>'tier' as "formerTier", v.decision, v.reason, v.text
      from campaign_items i join campaigns c on c.id = i.campaign_id left join agents a on a.id = i.agent_id
      left join people p on p.id = a.owner_id left join entitlements e on i.kind = 'entitlement' and e.id = i.subject_id
      left join credentials k on i.kind = 'credential' and k.id = i.subject_id
      left join certifications t on t.kind = i.kind and t.subject_id = i.subject_id
      left join lateral (select w.decision, w.reason, w.text from campaign_votes w where w.campaign_id = i.campaign_id
        and w.number = i.number and w.person_id = $3 and w.current order by w.stage desc limit 1) v on true
      where i.campaign_id = $1 and i.number = any($2) order by i.number`,
    values: [asked.campaignId, asked.numbers, asked.personId],
  });
  return rows;
}

export interface SignOffRow {
  decision: ItemDecision;
  high: boolean;
  items: number;
}

/** What the reader would sign now: their own words that nobody signed yet on items whose stage has a result. */
export async function selectToSign(
  tx: SqlTx,
  asked: { campaignId: string; personId: string },
): Promise<{ rows: SignOffRow[]; medianDwellMillis: number; quickest: number; waiting: number }> {
  const signed = await tx.query<SignOffRow>(
    `select v.decision, i.tier in ('high', 'critical') as high, count(*)::int as items ${TO_SIGN} and i.state = 'decided'
     group by 1, 2 order by 1, 2`,
    [asked.campaignId, asked.personId],
  );
  const pace = await tx.query<{ median: number | null; quickest: number; waiting: number }>(
    `select percentile_cont(0.5) within group (order by v.dwell_millis) filter (where v.bulk_id is null) as median,
       count(*) filter (where v.dwell_millis < 5000 and v.bulk_id is null)::int as quickest,
       count(*) filter (where i.state <> 'decided')::int as waiting ${TO_SIGN}`,
    [asked.campaignId, asked.personId],
  );
  const [row] = pace.rows;
  return {
    rows: signed.rows,
    medianDwellMillis: Math.round(row?.median ?? 0),
    quickest: row?.quickest ?? 0,
    waiting: row?.waiting ?? 0,
  };
}

const TO_SIGN = `from campaign_votes v join campaign_items i on i.campaign_id = v.campaign_id and i.number = v.number and i.stage = v.stage
  where v.campaign_id = $1 and v.person_id = $2 and v.current and v.signoff_id is null`;
