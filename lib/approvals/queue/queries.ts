import { type Visibility, visibility } from "@/lib/access";
import type { Actor } from "@/lib/context";
import { type SqlTx, sql } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";
import type { Group, Rung, Status, VoteAnswer } from "../terms";
import type { QueueFilter } from "./filter";

type Queryable = Pick<SqlTx, "query">;

/** The pool: the queue reads outside any transaction. */
export function reading(): Queryable {
  return sql();
}

/** More requests than this do not wait for people at once without the asking of agents being stopped long before. */
const MOST_OPEN = 2_000;
/** A bound action that is longer is not read for a line of a list: its line names the tool alone. */
const MOST_BOUND = 16_384;

/** A line of the queue as the database has it, the same for every reader. `readAt` is the database's clock. */
export interface StoredRow {
  id: string;
  status: Status;
  agentId: string;
  agentName: string | null;
  environment: string;
  tier: Tier;
  server: string;
  tool: string;
  action: string;
  /** Null: too long for a line. */
  bound: Buffer | null;
  groups: Group[];
  quorum: number;
  rung: Rung;
  requestedAt: Date;
  expiresAt: Date;
  approvedUntil: Date | null;
  consumedAt: Date | null;
  teamId: string | null;
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
  /** `stands`: it is about what waits now, not about what waited before somebody made it smaller. */
  votes: { personId: string; answer: VoteAnswer; stands: boolean }[];
  readAt: Date;
}

// Whoever approved the larger action has said nothing about the smaller one that waits now, and is asked again.
const STANDS = "(r.status <> 'pending' or v.digest = coalesce(r.narrowed_digest, r.digest))";
const ROW = `r.id, r.status, r.agent_id as "agentId", g.name as "agentName", r.environment, r.tier, r.server, r.tool, r.action,
  case when octet_length(r.bound) <= ${MOST_BOUND} then r.bound end as bound, r.groups, r.quorum, r.rung,
  r.requested_at as "requestedAt", r.expires_at as "expiresAt", r.approved_until as "approvedUntil", r.consumed_at as "consumedAt",
  g.team_id as "teamId", g.owner_id as "ownerId", g.deputy_id as "deputyId", g.sponsor_id as "sponsorId",
  (select coalesce(json_agg(json_build_object('personId', v.person_id, 'answer', v.answer, 'stands', ${STANDS})), '[]')
    from approval_votes v where v.approval_id = r.id) as votes, clock_timestamp() as "readAt"`;
const FROM = "from approvals r left join agents g on g.id = r.agent_id";

/** These requests, in the order of their ids as given. What does not exist is absent. */
export async function rowsOf(q: Queryable, ids: readonly string[]): Promise<StoredRow[]> {
  if (!ids.length) return [];
  const text = `select ${ROW} ${FROM} where r.id = any($1) order by array_position($1, r.id)`;
  return (await q.query<StoredRow>({ name: "queue-rows", text, values: [ids] })).rows;
}

/** What waits now, as far as sight and order need it. */
export interface OpenRow {
  id: string;
  groups: Group[];
  voterIds: string[];
  /** Of them, those whose word is about what waits now. */
  answeredIds: string[];
  teamId: string | null;
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
}

const OPEN = `select r.id, r.groups, array(select v.person_id from approval_votes v where v.approval_id = r.id) as "voterIds",
    array(select v.person_id from approval_votes v where v.approval_id = r.id and ${STANDS}) as "answeredIds",
    g.team_id as "teamId", g.owner_id as "ownerId", g.deputy_id as "deputyId", g.sponsor_id as "sponsorId"
  ${FROM} where r.status = 'pending' and r.expires_at > clock_timestamp() and ($1::text is null or $1 = any(r.groups))
  order by r.expires_at, r.id limit ${MOST_OPEN}`;

/** Everything that waits, the most urgent first. */
export async function openRows(q: Queryable, group: Group | null): Promise<OpenRow[]> {
  return (await q.query<OpenRow>({ name: "queue-open", text: OPEN, values: [group] })).rows;
}

/** The members of every reviewer group, by person. */
export async function memberships(q: Queryable): Promise<Map<string, Set<Group>>> {
  const text = `select m.person_id as "personId", array_agg(g.privilege_class::text) as groups from reviewer_group_members m
    join reviewer_groups g on g.id = m.group_id group by m.person_id`;
  const { rows } = await q.query<{ personId: string; groups: Group[] }>({ name: "queue-members", text });
  return new Map(rows.map(({ personId, groups }) => [personId, new Set(groups)]));
}

/**
 * Ids of what is over and in sight, the latest asked first; one more than asked for when there are more.
 * @param memberOf groups of the actor
 */
export async function pastIds(
  q: Queryable,
  { actor, memberOf, filter }: { actor: Actor; memberOf: readonly Group[]; filter: QueueFilter },
): Promise<string[]> {
  const values: unknown[] = [];
  const value = (one: unknown) => `$${values.push(one)}`;
  const mine = () =>
    `exists (select 1 from approval_votes v where v.approval_id = r.id and v.person_id = ${value(actor.id)})`;
  const where = ["(r.status <> 'pending' or r.expires_at <= clock_timestamp())"];
  if (filter.view === "answered") where.push(mine());
  else where.push(...sightOf(visibility(actor, "approvals.read"), { mine, memberOf, value }));
  if (filter.group) where.push(`${value(filter.group)} = any(r.groups)`);
  if (filter.after) {
    where.push(
      `(r.requested_at, r.id) < (select c.requested_at, c.id from approvals c where c.id = ${value(filter.after)})`,
    );
  }
  const text = `select r.id ${FROM} where ${where.join(" and ")} order by r.requested_at desc, r.id desc limit ${filter.limit + 1}`;
  const { rows } = await q.query<{ id: string }>(text, values);
  return rows.map(({ id }) => id);
}

interface Ways {
  mine: () => string;
  memberOf: readonly Group[];
  value: (one: unknown) => string;
}

/** The same sentence as `isInSight`, for a filter. */
function sightOf(seen: Visibility, { mine, memberOf, value }: Ways): string[] {
  if (seen.everything) return [];
  const ways = [mine()];
  if (seen.teamIds.length) ways.push(`g.team_id = any(${value(seen.teamIds)}::text[])`);
  if (memberOf.length) ways.push(`r.groups && ${value(memberOf)}::text[]`);
  if (seen.ownerId !== null) {
    const answers = `${value(seen.ownerId)} in (g.owner_id, g.deputy_id, g.sponsor_id)`;
    ways.push(seen.ownEverywhere ? answers : `(${answers} and g.team_id = any(${value(seen.ownTeamIds)}::text[]))`);
  }
  return [`(${ways.join(" or ")})`];
}

/** Now, by the database's clock. */
export async function databaseNow(q: Queryable): Promise<Date> {
  const { rows } = await q.query<{ now: Date }>({ name: "queue-now", text: "select clock_timestamp() as now" });
  if (!rows[0]) throw new Error("the clock gave no row");
  return rows[0].now;
}
