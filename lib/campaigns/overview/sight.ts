import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectTeam } from "./queries";
import { campaignIdSchema } from "./schema";

/**
 * The id of a campaign that the caller may look at as a whole (C1).
 * @throws CountersignError `not_found` for what does not exist and for what they may not see
 */
export async function seenCampaign(ctx: Context, id: unknown): Promise<string> {
  const wanted = campaignIdSchema.safeParse(id);
  if (!wanted.success) throw notFound("campaign");
  const found = await selectTeam(wanted.data);
  if (!found || !can(ctx.actor, "campaigns.read", found)) throw notFound("campaign");
  return wanted.data;
}
