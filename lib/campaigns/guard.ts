import { can, rolesFor, type Verb } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { type CampaignRecord, loadCampaign, lockCampaign } from "./store";

/** What takes rights away or gives them back stands on somebody's name: with a key, one person could be two. */
const PERSONAL: readonly Verb[] = [
  "campaigns.launch",
  "campaigns.steer",
  "campaigns.close",
  "campaigns.confirmClose",
  "campaigns.undo",
  "campaigns.settle",
  "campaigns.sign",
];

/** The sentence for who may not do this to campaigns of this team (null: across teams); null for who may. */
export function refusalOf(ctx: Context, verb: Verb, teamId: string | null): string | null {
  if (ctx.actor.kind === "apiKey" && PERSONAL.includes(verb)) return "This is for a person who is signed in.";
  if (can(ctx.actor, verb, { teamId })) return null;
  const reach = teamId === null ? "for the whole organisation" : "for the campaign's team or the whole organisation";
  return `This needs the role ${rolesFor(verb).join(" or ")}, ${reach}.`;
}

/** @throws CountersignError `forbidden`, naming the roles that could */
export function requireReach(ctx: Context, verb: Verb, teamId: string | null): void {
  const refusal = refusalOf(ctx, verb, teamId);
  if (refusal) throw new CountersignError("forbidden", refusal);
}

/** What stands in an address is anything at all. */
const CAMPAIGN_ID = /^cmp_[0-9a-z_]{1,40}$/;

/**
 * The campaign on which the caller may do this; with `held` it stays as it is until commit.
 * @throws CountersignError `not_found` when there is none or the caller may not see it, `forbidden`
 */
export async function requireCampaign(
  tx: SqlTx,
  ctx: Context,
  wanted: { id: string; verb: Verb; held?: boolean },
): Promise<CampaignRecord> {
  const { id, verb, held = false } = wanted;
  if (!CAMPAIGN_ID.test(id)) throw notFound("campaign");
  const campaign = await (held ? lockCampaign(tx, id) : loadCampaign(tx, id));
  if (!campaign || !can(ctx.actor, "campaigns.read", campaign)) throw notFound("campaign");
  requireReach(ctx, verb, campaign.teamId);
  return campaign;
}

/** The same at the version that the caller saw, held. @throws CountersignError also `conflict` */
export async function requireSeen(
  tx: SqlTx,
  ctx: Context,
  wanted: { id: string; version: number; verb: Verb },
): Promise<CampaignRecord> {
  const campaign = await requireCampaign(tx, ctx, { ...wanted, held: true });
  if (campaign.version !== wanted.version) throw lostRace();
  return campaign;
}

export function lostRace(what = "this campaign"): CountersignError {
  return new CountersignError("conflict", `Somebody else changed ${what} meanwhile: reload to see it as it is now.`);
}
