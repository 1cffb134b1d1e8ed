import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { deadlineOf } from "../rules";
import { changeDigest } from "../signoff-digest";
import type { LiveCase } from "./load";
import { type Cast, type CastBy, castVotes, dropConflictTask, insertConflictTask, retireOwnVotes } from "./store";

export interface Casting {
  one: LiveCase;
  cast: Cast;
}

const CONFLICT_DAYS = 3;
const DAY_MS = 86_400_000;

/** Writes votes on held items, what becomes of these, a task where they contradict each other, and one event for each vote. */
export async function cast(
  tx: SqlTx,
  ctx: Context,
  { by, castings }: { by: CastBy; castings: readonly Casting[] },
): Promise<Map<number, { version: number; at: Date }>> {
  const casts = castings.map((casting) => casting.cast);
  await retireOwnVotes(tx, by, casts);
  const written = await castVotes(tx, by, casts);
  const events: NewEvent[] = [];
  for (const casting of castings) {
    events.push(votedEvent(by, casting));
    const disagree = await settleConflict(tx, casting);
    if (disagree) events.push(disagree);
  }
  await recordEvents(tx, ctx, events);
  return written;
}

async function settleConflict(tx: SqlTx, { one, cast: vote }: Casting): Promise<NewEvent | null> {
  const { campaign, item, standing } = one;
  const { number, stage } = vote;
  if (vote.state !== "conflict") {
    if (item.state === "conflict") await dropConflictTask(tx, campaign.id, number);
    return null;
  }
  const at = standing.now;
  const dueAt = deadlineOf(item, campaign) ?? new Date(at.getTime() + CONFLICT_DAYS * DAY_MS);
  const content = { stage, agentId: item.agentId, kind: item.kind, subjectId: item.subjectId };
  await insertConflictTask(tx, { id: newId("ctk", at), campaignId: campaign.id, number, content, dueAt, at });
  return {
    type: "campaign.votes_disagree",
    targetId: campaign.id,
    agentId: item.agentId,
    details: { number, stage, subjectId: item.subjectId },
  };
}

function votedEvent(by: CastBy, { one: { item }, cast: vote }: Casting): NewEvent {
  const { number, stage, decision, reason, text, digest, capacity, revision, recommended } = vote;
  return {
    type: "campaign.voted",
    targetId: by.campaignId,
    agentId: item.agentId,
    details: {
      number,
      stage,
      kind: item.kind,
      subjectId: item.subjectId,
      decision,
      reason,
      digest,
      changeDigest: changeDigest(vote.change),
      capacity,
      forPersonId: vote.forPersonId ?? "",
      revision,
      recommended,
      bulkId: by.bulkId ?? "",
      correction: by.signoffId !== null,
      result: vote.state,
      text,
    },
  };
}
