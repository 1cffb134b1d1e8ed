import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace, requireSeen } from "../guard";
import { moveCampaign } from "../store";
import { steerRefusal } from "./rules";
import { type HaltInput, haltSchema } from "./schema";
import { dropTasks } from "./store";

/**
 * Ends a campaign for good and takes nothing away: what was decided stays on record, and nobody is asked any more. Not once its
 * remediation has begun, for then some of it is done: that is undone item by item.
 * @throws CountersignError `conflict` where it is too late, or somebody was faster; `forbidden` (recorded), `not_found`
 */
export function cancelCampaign(ctx: Context, input: HaltInput): Promise<void> {
  const { id, version, reason } = parseInput(haltSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.steer", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const { state, pausedFrom, readAt } = await requireSeen(tx, ctx, { id, version, verb: "campaigns.steer" });
      const refusal = steerRefusal("cancel", { state, pausedFrom });
      if (refusal) throw new CountersignError("conflict", refusal);
      const set = { stateReason: reason, endedAt: readAt, pausedAt: null, pausedFrom: null };
      if (!(await moveCampaign(tx, { id, from: state, to: "cancelled", version, set }))) throw lostRace();
      await dropTasks(tx, id);
      await recordEvent(tx, ctx, { type: "campaign.cancelled", targetId: id, details: { former: state, reason } });
    }),
  );
}
