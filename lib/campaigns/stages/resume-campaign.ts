import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { enqueue } from "@/lib/jobs";
import { parseInput } from "@/lib/parse";
import { lostRace, requireSeen } from "../guard";
import { type CampaignRecord, moveCampaign } from "../store";
import { steerRefusal } from "./rules";
import { type ResumeInput, resumeSchema } from "./schema";
import { postponeItems } from "./store";

/**
 * Lets a paused campaign go on where it was; every deadline moves by as long as it was held up.
 * @throws CountersignError `conflict` when it is not paused, or somebody was faster; `forbidden` (recorded), `not_found`
 */
export function resumeCampaign(ctx: Context, input: ResumeInput): Promise<void> {
  const { id, version } = parseInput(resumeSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.steer", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const campaign = await requireSeen(tx, ctx, { id, version, verb: "campaigns.steer" });
      const refusal = steerRefusal("resume", campaign);
      if (refusal) throw new CountersignError("conflict", refusal);
      await resumeIn(tx, ctx, campaign);
    }),
  );
}

async function resumeIn(tx: SqlTx, ctx: Context, campaign: CampaignRecord): Promise<void> {
  const { id, version, stage, pausedAt, pausedFrom, readAt, stageDueAt, dueAt } = campaign;
  const heldUp = pausedAt ? readAt.getTime() - pausedAt.getTime() : 0;
  const later = (at: Date | null) => at && new Date(at.getTime() + heldUp);
  const set = { stateReason: "", pausedAt: null, pausedFrom: null, stageDueAt: later(stageDueAt), dueAt: later(dueAt) };
  const move = { id, from: "paused", to: pausedFrom ?? "active", version, set } as const;
  if (!(await moveCampaign(tx, move))) throw lostRace();
  await postponeItems(tx, id, heldUp);
  const details = { stage, stageDueAt: set.stageDueAt?.toISOString() ?? "" };
  await recordEvent(tx, ctx, { type: "campaign.resumed", targetId: id, details });
  await enqueue(tx, { kind: "campaign", id });
}
