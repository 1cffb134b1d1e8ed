import { z } from "zod";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { enqueue } from "@/lib/jobs";
import { parseInput } from "@/lib/parse";
import { requireCampaign } from "../guard";
import { holdAsking, insertPack, openPacks } from "./store";

const schema = z.strictObject({ campaignId: z.string() });

/**
 * Asks for the evidence of a launched campaign as one file (C8); a worker makes it. While one is being made, that one is answered.
 * @throws CountersignError `not_found`, `forbidden`, `unmet` before the launch
 */
export function askPack(ctx: Context, input: z.input<typeof schema>): Promise<{ id: string }> {
  const { campaignId } = parseInput(schema, input);
  return inSqlTransaction(async (tx) => {
    const campaign = await requireCampaign(tx, ctx, { id: campaignId, verb: "campaigns.export" });
    if (!campaign.launchedAt)
      throw new CountersignError("unmet", "There is no evidence before the launch: launch the campaign first.");
    await holdAsking(tx, campaignId);
    const [open] = await openPacks(tx, campaignId);
    if (open) return { id: open };
    const id = newId("cpk", ctx.now);
    const askedById = ctx.actor.kind === "user" ? ctx.actor.id : null;
    await insertPack(tx, { id, campaignId, askedById, askedAt: ctx.now });
    await recordEvent(tx, ctx, { type: "campaign.pack_asked", targetId: campaignId, details: { packId: id } });
    await enqueue(tx, { kind: "campaign", id: campaignId });
    return { id };
  });
}
