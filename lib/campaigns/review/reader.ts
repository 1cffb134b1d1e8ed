import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { mySeats } from "../seats/my-seats";
import { type CampaignRecord, loadCampaign } from "../store";
import type { Reader } from "./queries";

/**
 * Whose list is read, with the seats they sit in now.
 * @throws CountersignError `forbidden` for whoever is no person
 */
export async function readerOf(tx: SqlTx, ctx: Context): Promise<Reader> {
  if (ctx.actor.kind !== "user") throw new CountersignError("forbidden", "Only a signed-in person reviews.");
  const seats = await mySeats(tx, ctx);
  return { personId: ctx.actor.id, seats: [...new Set(seats.map(({ seat }) => seat))] };
}

/** @throws CountersignError `not_found` for a campaign that was not launched: nobody is asked anything in it */
export async function launchedCampaign(tx: SqlTx, id: string): Promise<CampaignRecord> {
  const campaign = await loadCampaign(tx, id);
  if (!campaign?.launchedAt) throw notFound("campaign");
  return campaign;
}

/** Whether they may look at every item of it, asked or not. */
export function seesAll(ctx: Context, campaign: CampaignRecord): boolean {
  return can(ctx.actor, "campaigns.read", { teamId: campaign.teamId });
}
