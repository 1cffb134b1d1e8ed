import { askPack, createDefinition, requestExclusion, startDue } from "@/lib/campaigns";
import { SCHEDULE_PRESETS } from "@/lib/campaigns/terms";
import { db } from "@/lib/db";
import { contextOf } from "../organisation";
import { personByKey } from "../people";
import { daysBefore } from "../time";
import { QUARTER, seedCurrentCampaign } from "./current";
import { seedMicroCertification } from "./micro";
import { seedPastCampaign } from "./past";
import { seedPaymentsCampaign } from "./payments";
import { eveningAfter, quarterOf, worker, ZONE } from "./play";

/** Recertification: one campaign that is closed, one that runs, one about a tier that rose, and the schedule of those to come. */
export async function seedCampaigns(now: Date): Promise<void> {
  // What changed before anything was ever certified is nobody's drift.
  if ((await db().campaign.count()) === 0) await startDue(worker(daysBefore(now, 103)));
  const past = await seedPastCampaign(now);
  if (past) await askPack(contextOf("yuki", daysBefore(now, 0.3)), { campaignId: past });
  await seedPaymentsCampaign(now);
  await seedCurrentCampaign(now);
  await seedMicroCertification(now);
  await seedExclusion(now);
  await seedSchedule(now);
}

async function seedExclusion(now: Date): Promise<void> {
  if ((await db().campaignExclusion.count()) > 0) return;
  const where = { name: "Customer churn predictor", environment: "production" as const };
  const { id } = await db().agent.findFirstOrThrow({ where, select: { id: true } });
  await requestExclusion(contextOf("felix", daysBefore(now, 1.6)), {
    targetKind: "agent",
    targetId: id,
    reason: "It is switched off at the end of next month, and its successor is reviewed from its first day.",
    until: eveningAfter(now, 45),
  });
}

/** From the next quarter on it begins by itself: never dated so that an occurrence lies behind already. */
async function seedSchedule(now: Date): Promise<void> {
  if ((await db().campaignDefinition.count()) > 0) return;
  const lately = daysBefore(now, 9);
  const at = quarterOf(lately) === quarterOf(now) ? lately : now;
  await createDefinition(contextOf("ines", at), {
    name: "Quarterly recertification",
    description: "Every right in production: by the owner within two weeks, then by the group that can judge it.",
    plan: QUARTER,
    schedule: SCHEDULE_PRESETS[0].rule,
    timeZone: ZONE,
    fallbackId: personByKey("henrik").id,
  });
}
