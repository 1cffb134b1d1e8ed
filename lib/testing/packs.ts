import { hash } from "node:crypto";
import type pg from "pg";
import { canonicalBytes, type NewEvent, recordEvents } from "@/lib/audit";
import { changeDigest, type SignedVote, signoffDigest } from "@/lib/campaigns/signoff-digest";
import { USUAL_RULES, USUAL_STAGES } from "@/lib/campaigns/terms";
import { inSqlTransaction } from "@/lib/db";
import { contextAs } from "./contexts";

/** A campaign that was launched, decided, signed off and closed, written by SQL: what a pack is made of, at any size. */
export interface StagedCampaign {
  id: string;
  items: number;
  reviewers: string[];
}

const DAY = "2026-10-02T09:00:00Z";
const PLAN = {
  kinds: ["entitlement"],
  scope: {
    teamIds: ["tem_a"],
    tiers: [],
    environments: [],
    providers: [],
    tools: [],
    ownerIds: [],
    agentIds: [],
    notCertifiedDays: null,
  },
  stages: USUAL_STAGES.slice(0, 1),
  rules: USUAL_RULES,
};

/** Every tenth item is revoked, reduced, unanswered or left out, as its number says; the others are kept. */
const OUTCOME =
  "(array['revoke', 'reduce', 'suspend', null, 'keep', 'keep', 'keep', 'keep', 'keep', 'keep'])[1 + n % 10]";
const SUBJECTS = `select n, 'agt_' || (n / 5) as agent_id, (array['low', 'moderate', 'high', 'critical'])[1 + n % 4] as tier, ${OUTCOME} as outcome,
    jsonb_build_object('kind', 'entitlement', 'server', 'Books', 'tool', 'tool_' || n % 40, 'resourceId', null,
      'actions', jsonb_build_array('read', 'write'), 'conditions', '[]'::jsonb, 'windows', '[]'::jsonb, 'startsAt', null,
      'expiresAt', 1798761600000, 'tier', (array['low', 'moderate', 'high', 'critical'])[1 + n % 4]) as rights
  from generate_series(1, $2::int) n`;

/** Stages a campaign of `items` items, asked of as many reviewers, and records what happened in the log. */
export async function stageCampaign(
  items: number,
  given: { reviewers?: number; state?: string } = {},
): Promise<StagedCampaign> {
  const { reviewers = 3, state = "closed_with_exceptions" } = given;
  const id = "cmp_staged";
  const people = Array.from({ length: reviewers }, (_, at) => `per_r${at}`);
  await inSqlTransaction(async (tx) => {
    await tx.query(
      `insert into people (id, email, name, status) select id, id || '@example.test', 'Reviewer ' || ord, 'active'
       from unnest($1::text[]) with ordinality as p (id, ord)`,
      [people],
    );
    await tx.query(
      `insert into campaigns (id, name, kind, state, plan, team_id, stage, launched_at, launched_by_id, due_at, items, fallback_id,
         created_by_id, created_at, decided_at, ended_at)
       values ($1, 'Quarter 4, payments', 'adhoc', $2, $3, 'tem_a', 1, $4, 'per_r0', $4::timestamptz + interval '14 days', $5, 'per_r0', 'per_r0',
         $4, $4::timestamptz + interval '14 days', $4::timestamptz + interval '20 days')`,
      [id, state, JSON.stringify(PLAN), DAY, items],
    );
    await insertItems(tx, { id, items, reviewers });
    await insertVotes(tx, id);
    await insertRest(tx, id);
  });
  await recordWhatHappened(id, items);
  return { id, items, reviewers: people };
}

async function insertItems(
  tx: pg.ClientBase,
  { id, items, reviewers }: { id: string; items: number; reviewers: number },
): Promise<void> {
  await tx.query(
    `insert into campaign_items (campaign_id, number, kind, subject_id, agent_id, team_id, tier, snapshot, digest, seat, seat_kind, state,
       decision, marks, decided_at, signed_at)
     select $1, n, 'entitlement', 'ent_' || n, agent_id, 'tem_a', tier, jsonb_build_object('rights', rights, 'agent',
         jsonb_build_object('name', 'Agent ' || n / 5, 'environment', 'production', 'status', 'active', 'teamId', 'tem_a'),
         'use', jsonb_build_object('lastUsedAt', null, 'useCount', 0), 'origin', jsonb_build_object('requestedById', 'per_r0',
           'approvedById', 'per_r1', 'at', null, 'justification', 'needed for the ledger'), 'certifiedAt', null),
       campaign_digest(rights), 'per_r' || n % $3::int, 'owner',
       case outcome when 'keep' then 'signed_off' when 'suspend' then 'verified' when 'revoke' then 'verified' when 'reduce' then 'verified'
         else 'excluded' end, outcome, '{}', $4, $4
     from (${SUBJECTS}) s order by n`,
    [id, items, reviewers, DAY],
  );
  await tx.query(
    `update campaigns set snapshot_digest = (select encode(sha256(string_agg(digest, '' order by number)), 'hex') from campaign_items
       where campaign_id = $1) where id = $1`,
    [id],
  );
}

async function insertVotes(tx: pg.ClientBase, id: string): Promise<void> {
  await tx.query(
    `insert into campaign_votes (campaign_id, number, stage, person_id, revision, decision, reason, text, change, digest, at, dwell_millis,
       capacity, recommended, signoff_id)
     select $1, number, 1, seat, 1, decision, case decision when 'keep' then 'used_regularly' else 'unused' end, 'Looked at ' || number || '.',
       case decision when 'reduce' then '[{"actions": ["read"]}]'::jsonb end, digest, $2::timestamptz + number * interval '1 second',
       9000 + number, 'seat', 'keep', 'cso_' || seat
     from campaign_items where campaign_id = $1 and decision in ('keep', 'revoke', 'reduce') order by number`,
    [id, DAY],
  );
  const { rows } = await tx.query<SignedVote & { personId: string }>(
    `select person_id as "personId", number, stage, decision, reason, text, change, encode(digest, 'hex') as digest, at
     from campaign_votes where campaign_id = $1`,
    [id],
  );
  for (const [personId, votes] of Map.groupBy(rows, (row) => row.personId)) {
    await tx.query(
      "insert into campaign_signoffs (id, campaign_id, stage, person_id, at, items, digest) values ($1, $2, 1, $3, $4, $5, $6)",
      [`cso_${personId}`, id, personId, "2026-10-12T15:00:00Z", votes.length, signoffDigest(votes)],
    );
  }
}

async function insertRest(tx: pg.ClientBase, id: string): Promise<void> {
  await tx.query(
    `insert into campaign_remediations (campaign_id, number, action, wave, state, apply_at, applied_at, probes, verified_at)
     select $1, number, decision, 0, case when number = 10 then 'error' else 'verified' end, $2, $2,
       jsonb_build_array(jsonb_build_object('what', 'Books/tool', 'before', 'allow', 'after', case when number = 10 then 'allow' else 'deny' end)), $2
     from campaign_items where campaign_id = $1 and decision in ('revoke', 'reduce', 'suspend')`,
    [id, "2026-10-17T09:00:00Z"],
  );
  await tx.query("update campaign_items set state = 'error' where campaign_id = $1 and number = 10", [id]);
  await tx.query(
    `insert into campaign_exceptions (campaign_id, number, reason, controls, until, signed_by_id, signed_at, assertion)
     select $1, number, 'The supplier withdraws it with the next release.', 'Daily look at its use', $2, 'per_r0', $2, '{"type": "webauthn.get"}'
     from campaign_items where campaign_id = $1 and number = 10`,
    [id, "2026-12-31T00:00:00Z"],
  );
  await tx.query(
    `insert into campaign_exclusions (id, target_kind, target_id, reason, state, requested_by_id, requested_at, decided_by_id, decided_at, until)
     values ('cex_1', 'entitlement', 'ent_3', 'Ends with the year, and is replaced.', 'active', 'per_r0', $1, 'per_r1', $1, $2)`,
    [DAY, "2026-12-31T00:00:00Z"],
  );
  await tx.query(
    "insert into campaign_asks (campaign_id, number, stage, from_seat, to_seat, to_kind, why) values ($1, 1, 1, 'per_gone', 'per_r1', 'manager', 'left')",
    [id],
  );
  await tx.query(
    "insert into campaign_reminders (campaign_id, stage, person_id, step, open) select $1, 1, 'per_r0', 'days_7', 4",
    [id],
  );
}

async function recordWhatHappened(id: string, items: number): Promise<void> {
  await inSqlTransaction(async (tx) => {
    const ctx = contextAs("compliance", { id: "per_r0", now: new Date(DAY) });
    const { rows } = await tx.query<{ snapshotDigest: string }>(
      'select snapshot_digest as "snapshotDigest" from campaigns where id = $1',
      [id],
    );
    const planDigest = hash("sha256", canonicalBytes(PLAN), "hex");
    const snapshotDigest = rows[0]?.snapshotDigest ?? "";
    await recordEvents(tx, ctx, [
      { type: "campaign.launched", targetId: id, details: { items, snapshotDigest, planDigest } },
    ]);
    await recordVotes(tx, id);
    const signed = await tx.query<{ signoffId: string; personId: string; items: number; digest: string }>(
      'select id as "signoffId", person_id as "personId", items, digest from campaign_signoffs where campaign_id = $1',
      [id],
    );
    for (const { personId, ...details } of signed.rows) {
      const who = contextAs("owner", { id: personId, now: new Date("2026-10-12T15:00:00Z") });
      await recordEvents(tx, who, [{ type: "campaign.signed_off", targetId: id, details: { ...details, stage: 1 } }]);
    }
    await recordEvents(tx, ctx, [
      { type: "campaign.decisions_closed", targetId: id, details: { stage: 1, items, paused: 0 } },
    ]);
  });
}

async function recordVotes(tx: pg.PoolClient, id: string): Promise<void> {
  const { rows } = await tx.query<Record<string, string> & { number: number; change: unknown; personId: string }>(
    `select number, person_id as "personId", decision, reason, encode(digest, 'hex') as digest, change, text
     from campaign_votes where campaign_id = $1 order by number`,
    [id],
  );
  for (const [personId, votes] of Map.groupBy(rows, (row) => row.personId)) {
    const events = votes.map(
      ({ number, decision = "", reason = "", digest = "", change, text = "" }): NewEvent => ({
        type: "campaign.voted",
        targetId: id,
        details: { number, stage: 1, decision, reason, digest, changeDigest: changeDigest(change), revision: 1, text },
      }),
    );
    await recordEvents(tx, contextAs("owner", { id: personId, now: new Date(DAY) }), events);
  }
}
