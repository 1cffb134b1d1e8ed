import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { lostRace, requireCampaign, requireSeen } from "../guard";
import { type CampaignRecord, moveCampaign } from "../store";
import { askRefusal } from "./abilities";
import { beginRemediation } from "./begin-remediation";
import { type Effects, readEffects } from "./effects";
import { type CloseInput, closeSchema } from "./schema";
import { settleDrift } from "./settle-drift";

/** What is kept of the close that was asked for. */
export interface Closing {
  digest: string;
  remediations: number;
  revocations: number;
  share: number;
  agents: number;
  irreversible: number;
  secondPerson: string;
}

/**
 * Asks for the close of a campaign whose reviews are over (C6), with the digest of the effects that were on the screen. Within the
 * threshold it begins at once; above it, it waits for a second person.
 * @returns whether somebody has to confirm, and the campaign's version
 * @throws CountersignError `forbidden`; `conflict` when it stands elsewhere or its effects are others by now
 */
export async function askClose(ctx: Context, input: CloseInput): Promise<{ waits: boolean; version: number }> {
  const { id, version, digest } = parseInput(closeSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.close", resource: id }, async () => {
    await recheck(ctx, { id, version, verb: "campaigns.close" });
    return inSqlTransaction(async (tx) => {
      const campaign = await requireSeen(tx, ctx, { id, version, verb: "campaigns.close" });
      const refusal = askRefusal(campaign);
      if (refusal) throw new CountersignError("conflict", refusal);
      const effects = await readConfirmed(tx, campaign, digest);
      const closing = closingOf(effects);
      const asked = { closing, closeAskedById: ctx.actor.id, closeAskedAt: campaign.readAt };
      await recordEvent(tx, ctx, {
        type: "campaign.close_asked",
        targetId: id,
        details: { ...closing, waits: effects.second.needed },
      });
      if (!effects.second.needed) {
        await beginRemediation(tx, ctx, { campaign, effects, set: asked });
        return { waits: false, version: version + 1 };
      }
      const stays = { id, from: "deciding_closed", to: "deciding_closed", version, set: asked } as const;
      if (!(await moveCampaign(tx, stays))) throw lostRace();
      return { waits: true, version: version + 1 };
    });
  });
}

/** Settles what changed since the reviews, in a transaction of its own: it stands whatever becomes of the close. */
export async function recheck(
  ctx: Context,
  wanted: { id: string; version: number; verb: "campaigns.close" | "campaigns.confirmClose" },
): Promise<void> {
  await inSqlTransaction(async (tx) => {
    const campaign = await requireCampaign(tx, ctx, { ...wanted, held: true });
    if (campaign.state === "deciding_closed") await settleDrift(tx, ctx, campaign);
  });
}

/** The effects, when they are still those of this digest. @throws CountersignError `conflict` */
export async function readConfirmed(tx: SqlTx, campaign: CampaignRecord, digest: string): Promise<Effects> {
  const effects = await readEffects(tx, campaign);
  if (effects.digest === digest) return effects;
  throw new CountersignError("conflict", "What the close would do has changed since you looked: look at it again.");
}

function closingOf(effects: Effects): Closing {
  const { digest, remediations, revocations, share, agents, irreversible, second } = effects;
  return { digest, remediations, revocations, share, agents, irreversible, secondPerson: second.because };
}
