import { sql } from "@/lib/db";
import { INTEGRITY, type MeasuredVote } from "../rules";
import type { Queryable } from "../store";
import type { Manifest, PackFile } from "./format";

const BATCH = 500;
const REVIEWERS_AT_ONCE = 20;

/**
 * Runs `work` on one snapshot of the database that nothing changes, alone for this pack.
 * @returns null when another worker builds it
 */
export async function inSnapshot<T>(packId: string, work: (q: Queryable) => Promise<T>): Promise<T | null> {
  const client = await sql().connect();
  let failure: Error | undefined;
  try {
    await client.query("begin isolation level repeatable read read only");
    // What is held up for long must not be ended by a limit that is meant for pages.
    await client.query("set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0");
    const held = await client.query<{ got: boolean }>(
      "select pg_try_advisory_xact_lock(hashtextextended($1, 8)) as got",
      [packId],
    );
    const result = held.rows[0]?.got ? await work(client) : null;
    await client.query("commit");
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release(failure);
  }
}

// One line of JSON for each row, written by the database: a hundred thousand of them never become objects here.
const LINES: Record<Exclude<PackFile, "report.pdf" | "proofs.jsonl" | "measures.jsonl">, string> = {
  "people.jsonl": `select row_to_json(t)::text as line from (select p.id, p.name, p.status::text as status from people p where p.id in (
      select person_id from campaign_votes where campaign_id = $1 union select for_person_id from campaign_votes where campaign_id = $1
      union select person_id from campaign_signoffs where campaign_id = $1 union select person_id from campaign_reminders where campaign_id = $1
      union select seat from campaign_counts where campaign_id = $1 union select from_seat from campaign_asks where campaign_id = $1
      union select by_id from campaign_asks where campaign_id = $1 union select undone_by_id from campaign_remediations where campaign_id = $1
      union select unnest(array[owner_id, done_by_id]) from campaign_tasks where campaign_id = $1
      union select signed_by_id from campaign_exceptions where campaign_id = $1
      union select unnest(array[fallback_id, created_by_id, launched_by_id, close_asked_by_id, confirmed_by_id]) from campaigns where id = $1
      union select unnest(array[requested_by_id, decided_by_id]) from campaign_exclusions where target_id in (
        select unnest(array[agent_id, subject_id]) from campaign_items where campaign_id = $1 and state = 'excluded')
      union select actor_id from audit_events where target_id = $1 and target_kind = 'campaign') order by p.id) t`,
  "items.jsonl": `select row_to_json(t)::text as line from (select number, kind, subject_id as "subjectId", agent_id as "agentId",
      team_id as "teamId", tier, (snapshot->'rights')::text as "rightsText", encode(digest, 'hex') as digest, snapshot - 'rights' as snapshot,
      seat, seat_kind as "seatKind", stage, state, decision, change, carried, marks, hops, silences, campaign_instant(due_at) as "dueAt",
      campaign_instant(decided_at) as "decidedAt", campaign_instant(signed_at) as "signedAt"
    from campaign_items where campaign_id = $1 order by number) t`,
  "votes.jsonl": `select row_to_json(t)::text as line from (select number, stage, person_id as "personId", revision, current, decision, reason,
      text, change, encode(digest, 'hex') as digest, campaign_instant(at) as at, dwell_millis as "dwellMillis", capacity,
      for_person_id as "forPersonId", recommended, bulk_id as "bulkId", correction, signoff_id as "signoffId"
    from campaign_votes where campaign_id = $1 order by number, stage, person_id, revision) t`,
  "signoffs.jsonl": `select row_to_json(t)::text as line from (select id, stage, person_id as "personId", campaign_instant(at) as at, items,
      digest from campaign_signoffs where campaign_id = $1 order by id) t`,
  "asks.jsonl": `select row_to_json(t)::text as line from (select number, stage, from_seat as "fromSeat", to_seat as "toSeat",
      to_kind as "toKind", why, note, by_id as "byId", campaign_instant(at) as at
    from campaign_asks where campaign_id = $1 order by number, id) t`,
  "reminders.jsonl": `select row_to_json(t)::text as line from (select stage, person_id as "personId", step, campaign_instant(at) as at, open
    from campaign_reminders where campaign_id = $1 order by at, person_id, step) t`,
  "remediation.jsonl": `select row_to_json(t)::text as line from (select number, action, wave, state, campaign_instant(apply_at) as "applyAt",
      campaign_instant(applied_at) as "appliedAt", campaign_instant(undo_until) as "undoUntil", effect, probes,
      campaign_instant(verified_at) as "verifiedAt", error, attempts, campaign_instant(undone_at) as "undoneAt",
      undone_by_id as "undoneById", undo_reason as "undoReason"
    from campaign_remediations where campaign_id = $1 order by number) t`,
  "tasks.jsonl": `select row_to_json(t)::text as line from (select id, number, kind, content, owner_id as "ownerId",
      campaign_instant(due_at) as "dueAt", state, campaign_instant(created_at) as "createdAt", campaign_instant(done_at) as "doneAt",
      done_by_id as "doneById", note from campaign_tasks where campaign_id = $1 order by id) t`,
  "exceptions.jsonl": `select row_to_json(t)::text as line from (select number, reason, controls, campaign_instant(until) as until,
      signed_by_id as "signedById", campaign_instant(signed_at) as "signedAt", assertion
    from campaign_exceptions where campaign_id = $1 order by number) t`,
  "exclusions.jsonl": `select row_to_json(t)::text as line from (select e.id, e.target_kind as "targetKind", e.target_id as "targetId", e.reason,
      e.state, e.state_reason as "stateReason", e.requested_by_id as "requestedById", campaign_instant(e.requested_at) as "requestedAt",
      e.decided_by_id as "decidedById", campaign_instant(e.decided_at) as "decidedAt", campaign_instant(e.until) as until,
      (select coalesce(array_agg(i.number order by i.number), '{}') from campaign_items i where i.campaign_id = $1 and i.state = 'excluded'
        and e.target_id in (i.agent_id, i.subject_id)) as numbers
    from campaign_exclusions e where e.state in ('active', 'ended') and e.target_id in (select unnest(array[agent_id, subject_id])
      from campaign_items where campaign_id = $1 and state = 'excluded') order by e.id) t`,
  "events.jsonl": `select row_to_json(t)::text as line from (select e.id, convert_from(e.leaf, 'UTF8') as leaf,
      (select coalesce(json_agg(json_build_object('field', p.field, 'salt', translate(encode(p.salt, 'base64'), E'\\n', ''), 'value', p.value)
        order by p.field), '[]') from audit_personal p where p.at = e.at and p.event_id = e.id) as beside
    from audit_events e where e.target_id = $1 and e.target_kind = 'campaign' order by e.at, e.id) t`,
};

/** The lines of one file, as the database writes them, some hundred at a time. */
export async function* readLines(q: Queryable, campaignId: string, file: keyof typeof LINES): AsyncGenerator<string[]> {
  await q.query({ text: `declare pack_lines no scroll cursor for ${LINES[file]}`, values: [campaignId] });
  for (;;) {
    const { rows } = await q.query<{ line: string }>(`fetch ${BATCH} from pack_lines`);
    if (rows.length) yield rows.map(({ line }) => line);
    if (rows.length < BATCH) break;
  }
  await q.query("close pack_lines");
}

/** The campaign and its counts, as the manifest says them; null when it is gone. */
export async function readSummary(
  q: Queryable,
  campaignId: string,
): Promise<(Pick<Manifest, "asOf" | "campaign"> & { counts: Omit<Manifest["counts"], "events" | "proofs"> }) | null> {
  const { rows } = await q.query(
    `select campaign_instant(now()) as "asOf", json_build_object('id', id, 'name', name, 'kind', kind, 'state', state,
        'stateReason', state_reason, 'definitionId', definition_id, 'occurrence', campaign_instant(occurrence), 'teamId', team_id,
        'timeZone', time_zone, 'stage', stage, 'plan', plan, 'items', items, 'snapshotDigest', snapshot_digest, 'fallbackId', fallback_id,
        'createdById', created_by_id, 'createdAt', campaign_instant(created_at), 'launchedById', launched_by_id,
        'launchedAt', campaign_instant(launched_at), 'stageDueAt', campaign_instant(stage_due_at), 'dueAt', campaign_instant(due_at),
        'decidedAt', campaign_instant(decided_at), 'closing', closing, 'closeAskedById', close_asked_by_id,
        'closeAskedAt', campaign_instant(close_asked_at), 'confirmedById', confirmed_by_id, 'confirmedAt', campaign_instant(confirmed_at),
        'endedAt', campaign_instant(ended_at)) as campaign,
      json_build_object('items', (select count(*) from campaign_items i where i.campaign_id = c.id),
        'byState', (select coalesce(json_object_agg(state, n order by state), '{}') from (select state, count(*) as n from campaign_items i
          where i.campaign_id = c.id group by 1) s),
        'byDecision', (select coalesce(json_object_agg(decision, n order by decision), '{}') from (select decision, count(*) as n
          from campaign_items i where i.campaign_id = c.id and decision is not null group by 1) s),
        'votes', (select count(*) from campaign_votes v where v.campaign_id = c.id),
        'signoffs', (select count(*) from campaign_signoffs s where s.campaign_id = c.id),
        'remediation', (select coalesce(json_object_agg(state, n order by state), '{}') from (select state, count(*) as n
          from campaign_remediations r where r.campaign_id = c.id group by 1) s),
        'exceptions', (select count(*) from campaign_exceptions e where e.campaign_id = c.id)) as counts
    from campaigns c where id = $1`,
    [campaignId],
  );
  return rows[0] ?? null;
}

/** The events that are proved one by one: those of `isKeyEvent`. */
export async function keyEvents(q: Queryable, campaignId: string): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>(
    `select id from audit_events where target_id = $1 and target_kind = 'campaign' and not details ?| array['number', 'numbers']
      and type not like 'campaign.pack\\_%' order by at, id`,
    [campaignId],
  );
  return rows.map(({ id }) => id);
}

/** Votes are measured up to so many of one person, the latest, as where reviewers are measured while a campaign runs. */
const MOST_MEASURED = 5_000;

/** The current votes of one reviewer after the other as far as they say how they came about, and the planted requests they let through. */
export async function* readMeasured(
  q: Queryable,
  campaignId: string,
): AsyncGenerator<{ personId: string; votes: MeasuredVote[]; canariesMissed: number }> {
  await q.query({
    text: `declare pack_measured no scroll cursor for select v.person_id as "personId", json_agg(json_build_object('decision', v.decision,
        'recommended', v.recommended, 'dwellMillis', v.dwell_millis, 'at', campaign_instant(v.at), 'bulkId', v.bulk_id)) as votes,
        (select count(*)::int from approval_votes x join approvals a on a.id = x.approval_id where x.person_id = v.person_id
          and a.caller_kind = 'canary' and x.answer = 'approve' and x.at > now() - make_interval(days => $2)) as "canariesMissed"
      from (select *, row_number() over (partition by person_id order by at desc) as nth from campaign_votes
        where campaign_id = $1 and current) v
      where v.nth <= ${MOST_MEASURED} group by v.person_id order by v.person_id`,
    values: [campaignId, INTEGRITY.canaryDays],
  });
  for (;;) {
    const { rows } = await q.query<{ personId: string; votes: Raw[]; canariesMissed: number }>(
      `fetch ${REVIEWERS_AT_ONCE} from pack_measured`,
    );
    for (const { personId, votes, canariesMissed } of rows)
      yield { personId, canariesMissed, votes: votes.map((vote) => ({ ...vote, at: new Date(vote.at) })) };
    if (rows.length < REVIEWERS_AT_ONCE) break;
  }
  await q.query("close pack_measured");
}

type Raw = Omit<MeasuredVote, "at"> & { at: string };
