import type { Context } from "@/lib/context";
import { applyDue } from "../closing/apply-due";
import { verifyDue } from "../closing/verify-due";
import { buildPacks } from "../evidence/build-pack";
import { performLaunch } from "../launch/perform-launch";
import { endStage } from "../stages/end-stage";
import { type CampaignRecord, loadCampaign, pool } from "../store";
import { alone } from "./store";

/** `again`: something was done and more may be due. `waits`: for people or for time. `over`: nothing more happens by itself. */
export type Step = "again" | "waits" | "over";

/**
 * Does the next thing that is due about a campaign: launch, the end of a stage, remediation, its proof, evidence packs. What is due is
 * read from the database and not from who asks, so it may be called at any time, by any worker, and again after one that was killed.
 */
export async function advanceCampaign(ctx: Context, id: string): Promise<Step> {
  return (await alone(id, () => advance(ctx, id))) ?? "waits";
}

async function advance(ctx: Context, id: string): Promise<Step> {
  const campaign = await loadCampaign(pool(), id);
  if (!campaign) return "over";
  const step = await stepOf(ctx, campaign);
  // Evidence is written of a campaign in any state.
  const packs = step === "again" ? "again" : await buildPacks(ctx, id);
  if (step === "again" || packs === "again") return "again";
  return step === "waits" || packs === "waits" ? "waits" : "over";
}

async function stepOf(ctx: Context, { id, state }: CampaignRecord): Promise<Step> {
  switch (state) {
    case "scheduled": {
      const launched = await performLaunch(ctx, id);
      return launched === "launched" ? "again" : launched === "waits" ? "waits" : "over";
    }
    case "active":
      return endStage(ctx, id);
    case "remediating":
    case "verifying":
      return remediate(ctx, id);
    default:
      return "over";
  }
}

/** Each wave is proved as soon as it was carried out: nobody waits for the last wave to learn that the first did nothing. */
async function remediate(ctx: Context, id: string): Promise<Step> {
  const applied = await applyDue(ctx, id);
  const proved = await verifyDue(ctx, id);
  if (proved.over) return "over";
  return applied.items > 0 && applied.left === 0 ? "again" : "waits";
}
