import type { SqlTx } from "@/lib/db";
import type { StageVote } from "../rules";
import { type CampaignRecord, campaignColumns, type Queryable } from "../store";
import type { Capacity, ItemDecision, ItemOutcome, ItemState, Recommendation } from "../terms";

/**
 * The campaign, held so that its stage neither ends nor is paused before commit, while others decide beside. Held before items.
 */
export async function shareCampaign(tx: SqlTx, id: string): Promise<CampaignRecord | null> {
  const text = `select ${campaignColumns()} from campaigns c where c.id = $1 for share`;
  return (await tx.query<CampaignRecord>({ name: "campaign-share", text, values: [id] })).rows[0] ?? null;
}

/**
 * Whoever decides cannot leave before commit, and who is leaving is waited for: what a leaver said and did not sign is asked of
 * somebody else, and nothing may slip past that. Held before the campaign and its items, for leaving holds them after the person.
 */
export async function holdPresence(tx: SqlTx, personId: string): Promise<void> {
  await tx.query({
    name: "campaign-presence",
    text: "select 1 from people where id = $1 for share",
    values: [personId],
  });
}

/** A vote that stands, as the result needs it. */
export interface StandingVote extends Omit<StageVote, "change" | "decision"> {
  decision: ItemDecision;
  change: unknown;
  /** Whom a delegate stood in for. */
  forPersonId: string | null;
  signed: boolean;
}

/** What decides whether somebody may answer an item, read at once, after the item is held. */
export interface ItemStanding {
  number: number;
  /** What earlier stages asked for. */
  carried: { outcome: ItemOutcome; change: unknown } | null;
  agentStatus: string | null;
  agentName: string | null;
  ownerId: string | null;
  ownerIds: string[];
  formerOwnerIds: string[];
  creatorId: string | null;
  granterIds: string[];
  votes: StandingVote[];
  /** Who signed a vote in this stage that does not stand any more: theirs was the first look. */
  formerVoterIds: string[];
  /** The reader's own: revisions so far in this stage. */
  revisions: number;
  active: boolean;
  now: Date;
}

// Behind a subselect the number of items does not make another plan cheaper: planning this takes longer than reading it.
const STANDING = `
  select i.number, i.carried, a.status::text as "agentStatus", a.name as "agentName", a.owner_id as "ownerId",
    array_remove(array[a.owner_id, a.deputy_id, a.sponsor_id], null) as "ownerIds",
    array(select distinct h.person_id from accountabilities h where h.agent_id = i.agent_id
      and (h.until_at is null or h.until_at > coalesce(c.certified_at, '-infinity'))) as "formerOwnerIds",
    a.registered_by_id as "creatorId", array_remove(array[e.requested_by_id, e.approved_by_id], null) as "granterIds",
    coalesce(v.votes, '[]') as votes, coalesce(v.former, '{}') as "formerVoterIds", coalesce(v.revisions, 0) as revisions,
    exists (select from people p where p.id = $3 and p.status = 'active') as active, clock_timestamp() as now
  from campaign_items i left join agents a on a.id = i.agent_id
    left join certifications c on c.kind = i.kind and c.subject_id = i.subject_id
    left join entitlements e on i.kind = 'entitlement' and e.id = i.subject_id
    left join lateral (
      select json_agg(json_build_object('personId', w.person_id, 'decision', w.decision, 'change', w.change, 'firstAt', w.first_at,
          'forPersonId', w.for_person_id, 'signed', w.signoff_id is not null)) filter (where w.current and (w.signoff_id is not null
          or exists (select from people q where q.id = w.person_id and q.status = 'active'))) as votes,
        array_agg(distinct w.person_id) filter (where not w.current and w.signoff_id is not null) as former,
        max(w.revision) filter (where w.person_id = $3)::int as revisions
      from (select x.*, (extract(epoch from min(x.at) over (partition by x.person_id)) * 1000)::float8 as first_at
        from campaign_votes x where x.campaign_id = i.campaign_id and x.number = i.number and x.stage = i.stage) w
    ) v on true
  where i.campaign_id = $1 and i.number = any(array(select unnest($2::int[])))`;

/** By number. What somebody said who left before signing it is not among the votes: they do not stand by it. */
export async function loadStandings(
  q: Queryable,
  { campaignId, numbers, personId }: { campaignId: string; numbers: readonly number[]; personId: string },
): Promise<Map<number, ItemStanding>> {
  const asked = { name: "campaign-standing", text: STANDING, values: [campaignId, numbers, personId] };
  const { rows } = await q.query<ItemStanding>(asked);
  return new Map(rows.map((row) => [row.number, row]));
}

/** One vote that is cast, with what becomes of its item. */
export interface Cast {
  number: number;
  stage: number;
  revision: number;
  decision: ItemDecision;
  reason: string;
  text: string;
  change: unknown;
  /** Hex. */
  digest: string;
  dwellMillis: number;
  capacity: Capacity;
  forPersonId: string | null;
  recommended: Recommendation | "";
  /** Of the item. */
  state: ItemState;
  outcome: ItemOutcome | null;
  outcomeChange: unknown;
}

export interface CastBy {
  campaignId: string;
  personId: string;
  bulkId: string | null;
  /** Of a correction: it is signed at once. */
  signoffId: string | null;
}

/** What this person said before in this stage is no longer their last word. */
export async function retireOwnVotes(tx: SqlTx, by: CastBy, casts: readonly Cast[]): Promise<void> {
  if (!casts.some(({ revision }) => revision > 1)) return;
  const [one] = casts;
  await tx.query(
    `update campaign_votes set current = false
     where campaign_id = $1 and person_id = $2 and number = any($3) and stage = $4 and current`,
    [by.campaignId, by.personId, casts.map(({ number }) => number), one?.stage],
  );
}

// The numbers are given once more by themselves: whatever the planner knows of the table, it finds them by their key.
const CAST = `
  with given as (
    select * from jsonb_to_recordset($3::jsonb) as g (number int, stage smallint, revision smallint, decision text, reason text, text text,
      change jsonb, digest text, "dwellMillis" int, capacity text, "forPersonId" text, recommended text, state text, outcome text,
      "outcomeChange" jsonb)
  ), cast_now as (
    insert into campaign_votes (campaign_id, number, stage, person_id, revision, decision, reason, text, change, digest, dwell_millis,
      capacity, for_person_id, recommended, bulk_id, correction, signoff_id)
    select $1, g.number, g.stage, $2, g.revision, g.decision, g.reason, g.text, nullif(g.change, 'null'), decode(g.digest, 'hex'),
      g."dwellMillis", g.capacity, g."forPersonId", g.recommended, $4, $5::text is not null, $5 from given g order by g.number
    returning number, at
  )
  update campaign_items i set version = i.version + 1, state = g.state, decision = g.outcome, change = nullif(g."outcomeChange", 'null'),
    decided_at = case when g.outcome is null then null else c.at end
  from given g join cast_now c on c.number = g.number
  where i.campaign_id = $1 and i.number = any(array(select unnest($6::int[]))) and i.number = g.number
  returning i.number, i.version, c.at`;

/** Writes the votes and what they make of their items, which the caller holds. @returns by number the item's new version, and when */
export async function castVotes(
  tx: SqlTx,
  by: CastBy,
  casts: readonly Cast[],
): Promise<Map<number, { version: number; at: Date }>> {
  const numbers = casts.map(({ number }) => number);
  const values = [by.campaignId, by.personId, JSON.stringify(casts), by.bulkId, by.signoffId, numbers];
  const { rows } = await tx.query<{ number: number; version: number; at: Date }>({
    name: "campaign-cast",
    text: CAST,
    values,
  });
  return new Map(rows.map((row) => [row.number, row]));
}

/** What a task asks a person for: once for each item and kind. */
export async function insertConflictTask(
  tx: SqlTx,
  task: { id: string; campaignId: string; number: number; content: unknown; dueAt: Date; at: Date },
): Promise<void> {
  await tx.query(
    `insert into campaign_tasks (id, campaign_id, number, kind, content, due_at, created_at)
     values ($1, $2, $3, 'conflict', $4, $5, $6)
     on conflict (campaign_id, number, kind) do update set state = 'open', content = excluded.content, due_at = excluded.due_at,
       done_at = null, done_by_id = null, version = campaign_tasks.version + 1`,
    [task.id, task.campaignId, task.number, JSON.stringify(task.content), task.dueAt, task.at],
  );
}

/** The votes agree by now, or one settles it: nobody has to. */
export async function dropConflictTask(tx: SqlTx, campaignId: string, number: number): Promise<void> {
  await tx.query(
    `update campaign_tasks set state = 'dropped', done_at = clock_timestamp(), version = version + 1
     where campaign_id = $1 and number = $2 and kind = 'conflict' and state = 'open'`,
    [campaignId, number],
  );
}

/** What was said of an item in its stage counts no more: the right is another one by now. */
export async function retireVotes(
  tx: SqlTx,
  { campaignId, number, stage }: { campaignId: string; number: number; stage: number },
): Promise<void> {
  await tx.query(
    "update campaign_votes set current = false where campaign_id = $1 and number = $2 and stage = $3 and current",
    [campaignId, number, stage],
  );
}

export async function isActivePerson(q: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await q.query("select 1 from people where id = $1 and status = 'active'", [id]);
  return rowCount === 1;
}
