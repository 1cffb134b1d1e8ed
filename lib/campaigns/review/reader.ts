import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { mySeats } from "../seats/my-seats";
import { type CampaignRecord, loadCampaign } from "../store";
import { type MyReviewRow, type Reader, selectMyReviews } from "./queries";

/**
 * Whose list is read, with the seats they sit in now.
 * @throws CountersignError `forbidden` for whoever is no person
 */
export async function readerOf(tx: SqlTx, ctx: Context): Promise<Reader> {
  if (ctx.actor.kind !== "user") throw new CountersignError("forbidden", "Only a signed-in person reviews.");
  const seats = await mySeats(tx, ctx);
  return { personId: ctx.actor.id, seats: [...new Set(seats.map(({ seat }) => seat))] };
}

/**
 * @param missing what is said to be missing: whoever looks for an item does not learn whether there is a campaign
 * @throws CountersignError `not_found` for a campaign that was not launched: nobody is asked anything in it
 */
export async function launchedCampaign(
  tx: SqlTx,
  id: string,
  missing: "campaign" | "item" = "campaign",
): Promise<CampaignRecord> {
  const campaign = await loadCampaign(tx, id);
  if (!campaign?.launchedAt) throw notFound(missing);
  return campaign;
}

/** Whether they may look at every item of it, asked or not. */
export function seesAll(ctx: Context, campaign: CampaignRecord): boolean {
  return can(ctx.actor, "campaigns.read", { teamId: campaign.teamId });
}

/**
 * Whoever is asked in it, has spoken in it, or may read it knows of a campaign; for everybody else there is none.
 * @throws CountersignError `not_found`, `forbidden` for whoever is no person
 */
export async function requireInvolved(tx: SqlTx, ctx: Context, campaign: CampaignRecord): Promise<void> {
  const reader = await readerOf(tx, ctx);
  const [mine] = await selectMyReviews(tx, reader, campaign.id);
  if (!isInvolved(mine) && !seesAll(ctx, campaign)) throw notFound("campaign");
}

/** Whether somebody is asked for anything in a campaign, or has spoken in it. */
export function isInvolved(mine: Pick<MyReviewRow, "seated" | "decided" | "signed"> | undefined): boolean {
  return mine !== undefined && mine.seated + mine.decided + mine.signed > 0;
}
