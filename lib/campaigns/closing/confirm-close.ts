import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace, requireSeen } from "../guard";
import { moveCampaign } from "../store";
import { confirmRefusal, withdrawCloseRefusal } from "./abilities";
import { type Closing, readConfirmed, recheck } from "./ask-close";
import { beginRemediation } from "./begin-remediation";
import { type CloseInput, closeSchema, type WithdrawCloseInput, withdrawCloseSchema } from "./schema";

/**
 * Confirms, as a second person, the close that somebody asked for (C6): for exactly the effects that they saw. From here on it is
 * carried out.
 * @throws CountersignError `forbidden` (recorded) for who asked; `conflict` when the effects are others by now, or none waits
 */
export async function confirmClose(ctx: Context, input: CloseInput): Promise<{ version: number }> {
  const { id, version, digest } = parseInput(closeSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.confirmClose", resource: id }, async () => {
    await recheck(ctx, { id, version, verb: "campaigns.confirmClose" });
    return inSqlTransaction(async (tx) => {
      const campaign = await requireSeen(tx, ctx, { id, version, verb: "campaigns.confirmClose" });
      const refusal = confirmRefusal(campaign, ctx.actor.id);
      if (refusal) {
        throw new CountersignError(campaign.closeAskedById === ctx.actor.id ? "forbidden" : "conflict", refusal);
      }
      const { digest: asked } = campaign.closing as Closing;
      if (asked !== digest) throw new CountersignError("conflict", "Not this was asked for: look at it again.");
      const effects = await readConfirmed(tx, campaign, digest);
      await recordEvent(tx, ctx, {
        type: "campaign.close_confirmed",
        targetId: id,
        details: { digest, askedById: campaign.closeAskedById, revocations: effects.revocations },
      });
      const set = { confirmedById: ctx.actor.id, confirmedAt: campaign.readAt };
      await beginRemediation(tx, ctx, { campaign, effects, set });
      return { version: version + 1 };
    });
  });
}

/** Takes back a close that waits for its second person. @throws CountersignError `conflict` when none waits */
export async function withdrawClose(ctx: Context, input: WithdrawCloseInput): Promise<{ version: number }> {
  const { id, version } = parseInput(withdrawCloseSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.close", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const campaign = await requireSeen(tx, ctx, { id, version, verb: "campaigns.close" });
      const refusal = withdrawCloseRefusal(campaign);
      if (refusal) throw new CountersignError("conflict", refusal);
      const set = { closing: null, closeAskedById: null, closeAskedAt: null };
      const back = { id, from: "deciding_closed", to: "deciding_closed", version, set } as const;
      if (!(await moveCampaign(tx, back))) throw lostRace();
      const details = { askedById: campaign.closeAskedById };
      await recordEvent(tx, ctx, { type: "campaign.close_withdrawn", targetId: id, details });
      return { version: version + 1 };
    }),
  );
}
