import type { SqlTx } from "@/lib/db";
import type { Queryable } from "../store";
import type { Capacity, DenialReason, Group, Rung, VoteAnswer } from "../terms";
import type { CountedVote } from "./tally";

/** Every vote on a request, in order of time. */
export async function votesOn(q: Queryable, approvalId: string): Promise<CountedVote[]> {
  const { rows } = await q.query<CountedVote>({
    name: "approval-votes",
    text: `select person_id as "personId", answer, digest, capacity, groups, for_person_id as "forPersonId" from approval_votes
      where approval_id = $1 order by at, person_id`,
    values: [approvalId],
  });
  return rows;
}

export interface NewVote {
  approvalId: string;
  personId: string;
  answer: VoteAnswer;
  digest: string;
  reason: DenialReason | "";
  text: string;
  groups: readonly Group[];
  capacity: Capacity;
  forPersonId: string | null;
  dwellMillis: number;
  narrowed: boolean;
  assertion: object | null;
}

/**
 * Writes what a person said, by the database's clock.
 * @param over whether it takes the place of what they said before; otherwise that stays
 */
export async function writeVote(tx: SqlTx, vote: NewVote, { over }: { over: boolean }): Promise<void> {
  const conflict = over
    ? `do update set answer = excluded.answer, digest = excluded.digest, reason = excluded.reason, text = excluded.text,
        at = excluded.at, groups = excluded.groups, capacity = excluded.capacity, for_person_id = excluded.for_person_id,
        dwell_millis = excluded.dwell_millis, narrowed = excluded.narrowed, assertion = excluded.assertion`
    : "do nothing";
  await tx.query(
    `insert into approval_votes (approval_id, person_id, answer, digest, reason, text, at, groups, capacity, for_person_id,
       dwell_millis, narrowed, assertion)
     values ($1, $2, $3, $4, $5, $6, clock_timestamp(), $7, $8, $9, $10, $11, $12) on conflict (approval_id, person_id) ${conflict}`,
    [
      vote.approvalId,
      vote.personId,
      vote.answer,
      vote.digest,
      vote.reason,
      vote.text,
      vote.groups,
      vote.capacity,
      vote.forPersonId,
      vote.dwellMillis,
      vote.narrowed,
      vote.assertion === null ? null : JSON.stringify(vote.assertion),
    ],
  );
}

/**
 * Notes that a request which goes on waiting has one vote more, and what it became by narrowing.
 * @returns whether it still waits by the database's clock
 */
export async function keepWaiting(
  tx: SqlTx,
  { id, narrowed, ttlSeconds }: { id: string; narrowed: { bytes: Buffer; digest: string } | null; ttlSeconds: number },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update approvals set version = version + 1, narrowed = coalesce($2, narrowed), narrowed_digest = coalesce($3, narrowed_digest),
       ttl_seconds = $4 where id = $1 and status = 'pending' and expires_at > clock_timestamp()`,
    [id, narrowed?.bytes ?? null, narrowed?.digest ?? null, ttlSeconds],
  );
  return rowCount === 1;
}

/** Whether a policy of the organisation among these (id@version) is no longer in force in that version. */
export async function hasPolicyChanged(q: Queryable, policies: readonly string[]): Promise<boolean> {
  const { rows } = await q.query<{ changed: boolean }>({
    name: "approval-policies-changed",
    text: `select exists (select 1 from unnest($1::text[]) p join policy_versions v
        on v.policy_id = split_part(split_part(p, '@', 1), '#', 1) and v.number::text = split_part(p, '@', 2)
      where v.state <> 'published') as changed`,
    values: [policies],
  });
  return rows[0]?.changed ?? false;
}

/** Lifts the cool-down after a denial. @returns whether it was denied, and nobody had lifted it */
export async function writeReopened(tx: SqlTx, id: string, byId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update approvals set reopened_at = clock_timestamp(), reopened_by_id = $2, version = version + 1
     where id = $1 and status = 'denied' and reopened_at is null`,
    [id, byId],
  );
  return rowCount === 1;
}

/** @returns whether the glass was broken for it, and nobody had reviewed that */
export async function writeGlassReview(
  tx: SqlTx,
  { id, byId, verdict, note }: { id: string; byId: string; verdict: string; note: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update approvals set reviewed_by_id = $2, reviewed_at = clock_timestamp(), verdict = $3, verdict_note = $4, version = version + 1
     where id = $1 and break_glass and reviewed_at is null`,
    [id, byId, verdict, note],
  );
  return rowCount === 1;
}

export async function insertGlassMember(
  tx: SqlTx,
  member: { personId: string; addedById: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into break_glass_members (person_id, added_by_id, added_at)
     select id, $2, $3 from people where id = $1 and status = 'active' on conflict (person_id) do nothing`,
    [member.personId, member.addedById, member.at],
  );
  return rowCount === 1;
}

export async function deleteGlassMember(tx: SqlTx, personId: string): Promise<boolean> {
  const { rowCount } = await tx.query("delete from break_glass_members where person_id = $1", [personId]);
  return rowCount === 1;
}

/** Of this person: whether they are here, and whether they may break the glass. Null: there is nobody of this id. */
export async function findGlassMember(
  tx: SqlTx,
  personId: string,
): Promise<{ active: boolean; member: boolean } | null> {
  const { rows } = await tx.query<{ active: boolean; member: boolean }>(
    `select p.status = 'active' as active, exists (select 1 from break_glass_members m where m.person_id = p.id) as member
     from people p where p.id = $1`,
    [personId],
  );
  return rows[0] ?? null;
}

/** Adds to how long somebody had it on the screen, and notes the first time that anybody who may decide it did. */
export async function writeView(
  tx: SqlTx,
  { approvalId, personId, dwellMillis }: { approvalId: string; personId: string; dwellMillis: number },
): Promise<void> {
  await tx.query(
    `insert into approval_views (approval_id, person_id, dwell_millis) values ($1, $2, $3)
     on conflict (approval_id, person_id) do update set last_at = clock_timestamp(),
       dwell_millis = least(approval_views.dwell_millis::bigint + excluded.dwell_millis, 86400000)`,
    [approvalId, personId, dwellMillis],
  );
  await tx.query("update approvals set first_viewed_at = clock_timestamp() where id = $1 and first_viewed_at is null", [
    approvalId,
  ]);
}

/** What may have to be escalated. Shares are of the time it has to wait, gone by the database's clock. */
export interface WaitingRow {
  id: string;
  correlationId: string;
  agentId: string;
  agentName: string;
  environment: string;
  tier: string;
  server: string;
  tool: string;
  rung: Rung;
  share: number;
  expiresAt: Date;
}

/** What waits below the last rung, canaries left out, up to `most`, the most urgent first. */
export async function selectBelowLast(q: Queryable, most: number): Promise<WaitingRow[]> {
  const { rows } = await q.query<WaitingRow>({
    name: "approvals-below-last",
    text: `select r.id, r.correlation_id as "correlationId", r.agent_id as "agentId", g.name as "agentName", r.environment, r.tier, r.server, r.tool, r.rung,
        r.expires_at as "expiresAt", extract(epoch from clock_timestamp() - r.requested_at)::float8
          / greatest(extract(epoch from r.expires_at - r.requested_at)::float8, 0.001) as share
      from approvals r join agents g on g.id = r.agent_id
      where r.status = 'pending' and r.rung <> 'governance' and r.caller_kind <> 'canary' and r.expires_at > clock_timestamp() order by r.expires_at, r.id limit $1`,
    values: [most],
  });
  return rows;
}

/** @returns whether it still waited at that rung: of several workers one raises it */
export async function raiseRung(tx: SqlTx, { id, from, to }: { id: string; from: Rung; to: Rung }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update approvals set rung = $3, rung_at = clock_timestamp(), version = version + 1
     where id = $1 and rung = $2 and status = 'pending' and expires_at > clock_timestamp()`,
    [id, from, to],
  );
  return rowCount === 1;
}

/** Active people with one of these roles for the team or the whole organisation. */
export async function holdersOf(
  q: Queryable,
  roles: readonly string[],
  teamId: string | null,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await q.query<{ id: string; name: string }>(
    `select p.id, p.name from people p where p.status = 'active' and exists (select 1 from role_grants g
       where g.person_id = p.id and g.role::text = any($1) and (g.team_id is null or g.team_id = $2)) order by p.id`,
    [roles, teamId],
  );
  return rows;
}

/** How agent and person are called, for a message. */
export async function agentNameOf(
  q: Queryable,
  { agentId, personId }: { agentId: string; personId: string },
): Promise<{ agent: string; person: string }> {
  const { rows } = await q.query<{ agent: string | null; person: string | null }>(
    "select (select name from agents where id = $1) as agent, (select name from people where id = $2) as person",
    [agentId, personId],
  );
  return { agent: rows[0]?.agent ?? agentId, person: rows[0]?.person ?? personId };
}
