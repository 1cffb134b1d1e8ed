import type { ApprovalRow } from "@/lib/approvals/store";
import type { Group } from "@/lib/approvals/terms";
import { type NewEvent, recordEvent } from "@/lib/audit";
import { type Context, systemContext } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { contextOf } from "../organisation";
import { personByKey } from "../people";
import type { PastVote, Story } from "./story";

export const USE_SECONDS = 900;
const APPROVED = ["approved", "lapsed", "consumed", "executed", "failed", "unknown"];

/** Leaves a request as it would stand today had all this happened then, with the events of each step. */
export async function tell(tx: SqlTx, row: ApprovalRow, { story, at }: { story: Story; at: Date }): Promise<void> {
  const later = (seconds: number | null) => (seconds === null ? null : new Date(at.getTime() + seconds * 1_000));
  const decidedAfter = story.votes.at(-1)?.after ?? null;
  const decided = APPROVED.includes(story.status) || story.status === "denied";
  const approved = APPROVED.includes(story.status) ? decidedAfter : null;
  const glass = story.breakGlass;
  await tx.query(
    `update approvals set status = $2, status_reason = $3, requested_at = $4, first_viewed_at = $5, decided_at = $6, approved_until = $7,
       consumed_at = $8, outcome_at = $9, ended_at = $10, joined = $11, break_glass = $12, reviewed_by_id = $13, reviewed_at = $14,
       verdict = $15, verdict_note = $16, receipt = $17, version = version + 1 where id = $1`,
    [
      ...[row.id, story.status, reasonOf(story), at, later(story.viewedAfter), decided ? later(decidedAfter) : null],
      approved === null ? null : later(approved + USE_SECONDS),
      later(story.usedAfter),
      story.usedAfter === null ? null : later(story.usedAfter + (story.status === "unknown" ? 600 : 3)),
      ...[later(story.endedAfter), story.joined, glass !== undefined],
      ...(glass?.review
        ? [
            personByKey(glass.review.by).id,
            later(glass.review.afterHours * 3_600),
            glass.review.verdict,
            glass.review.note,
          ]
        : [null, null, null, ""]),
      story.status === "executed" ? JSON.stringify({ status: "done" }) : null,
    ],
  );
  for (const vote of [...story.votes, ...(story.late ? [story.late] : [])])
    await keepVote(tx, row, { vote, at: later(vote.after), glass: Boolean(glass) });
  for (const { ctx, event } of eventsOf(row, story, later)) {
    await recordEvent(tx, { ...ctx, correlationId: row.correlationId }, event);
  }
}

function reasonOf({ status }: Story): string {
  const reasons: Partial<Record<string, string>> = {
    cancelled: "agent",
    expired: "time",
    lapsed: "time",
    unknown: "no_report",
  };
  return reasons[status] ?? "";
}

async function keepVote(
  tx: SqlTx,
  row: ApprovalRow,
  given: { vote: PastVote; at: Date | null; glass: boolean },
): Promise<void> {
  const { vote, at, glass } = given;
  const personId = personByKey(vote.by).id;
  await tx.query(
    `insert into approval_votes (approval_id, person_id, answer, digest, reason, text, at, groups, capacity, dwell_millis)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.id,
      personId,
      vote.answer,
      row.digest,
      vote.reason,
      vote.text,
      at,
      row.groups,
      glass ? "break_glass" : "member",
      vote.dwellMillis,
    ],
  );
  await tx.query(
    `insert into approval_views (approval_id, person_id, first_at, last_at, dwell_millis)
     values ($1, $2, $3::timestamptz - make_interval(secs => $4), $3, $5)`,
    [row.id, personId, at, vote.dwellMillis / 1_000, vote.dwellMillis],
  );
}

interface Told {
  ctx: Context;
  event: NewEvent;
}

/** What the log says of it, each step by whoever took it. */
function eventsOf(row: ApprovalRow, story: Story, later: (seconds: number | null) => Date | null): Told[] {
  const about = { targetId: row.id, agentId: row.agentId };
  const { digest, quorum } = row;
  const by = (key: string, seconds: number) => contextOf(key, later(seconds) ?? new Date(0));
  const itself = (seconds: number | null) => systemContext("seed", { now: later(seconds) ?? new Date(0) });
  const told: Told[] = story.votes.map((vote) => ({
    ctx: by(vote.by, vote.after),
    event: votedEvent(row, vote, story),
  }));
  const last = story.votes.at(-1);
  const until = last ? (later(last.after + USE_SECONDS)?.toISOString() ?? null) : null;
  if (last && story.breakGlass) {
    const details = { digest, approvedUntil: until, quorum, groups: row.groups, text: story.breakGlass.reason };
    told.push({ ctx: by(last.by, last.after), event: { type: "approval.glass_broken", ...about, details } });
  } else if (last && story.status === "denied") {
    const details = { digest, reason: last.reason, text: last.text };
    told.push({ ctx: by(last.by, last.after), event: { type: "approval.denied", ...about, details } });
  } else if (last && APPROVED.includes(story.status)) {
    const details = {
      digest,
      narrowed: false,
      approvals: story.votes.length,
      quorum,
      approvedUntil: until,
      breakGlass: false,
    };
    told.push({ ctx: by(last.by, last.after), event: { type: "approval.approved", ...about, details } });
  }
  if (story.late) {
    const details = { digest, reason: story.late.reason, text: story.late.text };
    told.push({ ctx: by(story.late.by, story.late.after), event: { type: "approval.late_denial", ...about, details } });
  }
  if (story.usedAfter !== null) {
    const details = {
      digest,
      approvedUntil: until,
      callerKind: "agent",
      callerId: row.callerId,
      votes: story.votes.length,
    };
    told.push({ ctx: itself(story.usedAfter), event: { type: "approval.consumed", ...about, details } });
  }
  const end = endEvent(row, story);
  if (end) told.push({ ctx: itself(story.endedAfter ?? (story.usedAfter ?? 0) + 3), event: end });
  const review = story.breakGlass?.review;
  if (review && last) {
    const details = { verdict: review.verdict, brokenById: personByKey(last.by).id, note: review.note };
    told.push({
      ctx: by(review.by, review.afterHours * 3_600),
      event: { type: "approval.glass_reviewed", ...about, details },
    });
  }
  return told;
}

function votedEvent(row: ApprovalRow, { answer, reason, text }: PastVote, { breakGlass }: Story): NewEvent {
  const groups: Group[] = row.groups;
  const capacity = breakGlass ? "break_glass" : "member";
  const details = { answer, digest: row.digest, capacity, groups, forPersonId: null, narrowed: false, reason, text };
  return { type: "approval.voted", targetId: row.id, agentId: row.agentId, details };
}

function endEvent(row: ApprovalRow, { status, votes }: Story): NewEvent | null {
  const about = { targetId: row.id, agentId: row.agentId };
  const { digest, quorum } = row;
  if (status === "cancelled") return { type: "approval.cancelled", ...about, details: { why: "agent", digest } };
  if (status === "lapsed") return { type: "approval.lapsed", ...about, details: { digest } };
  if (status === "executed") return { type: "approval.executed", ...about, details: { digest } };
  if (status === "failed")
    return { type: "approval.failed", ...about, outcome: "failed", details: { digest, why: "reported" } };
  if (status === "unknown")
    return { type: "approval.outcome_unknown", ...about, outcome: "failed", details: { digest } };
  if (status !== "expired") return null;
  return { type: "approval.expired", ...about, details: { digest, approvals: votes.length, quorum, rung: "group" } };
}
