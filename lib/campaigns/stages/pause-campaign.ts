import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace, requireSeen } from "../guard";
import { moveCampaign } from "../store";
import { steerRefusal } from "./rules";
import { type HaltInput, haltSchema } from "./schema";

/**
 * Holds a campaign up: nobody decides, no deadline runs, and no further wave of its remediation is applied until it goes on.
 * @throws CountersignError `conflict` where nothing runs, or somebody was faster; `forbidden` (recorded), `not_found`
 */
export function pauseCampaign(ctx: Context, input: HaltInput): Promise<void> {
  const { id, version, reason } = parseInput(haltSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.steer", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const { state, pausedFrom, stage, readAt } = await requireSeen(tx, ctx, { id, version, verb: "campaigns.steer" });
      const refusal = steerRefusal("pause", { state, pausedFrom });
      if (refusal) throw new CountersignError("conflict", refusal);
      const set = { stateReason: reason, pausedAt: readAt, pausedFrom: state };
      if (!(await moveCampaign(tx, { id, from: state, to: "paused", version, set }))) throw lostRace();
      await recordEvent(tx, ctx, { type: "campaign.paused", targetId: id, details: { stage, reason } });
    }),
  );
}
