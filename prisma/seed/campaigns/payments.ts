import { askClose, getCampaign, previewClose } from "@/lib/campaigns";
import { type CampaignPlan, EMPTY_SCOPE, USUAL_RULES } from "@/lib/campaigns/terms";
import { db, sql } from "@/lib/db";
import { closeDecisionPoint, decisionPoint } from "@/lib/policy";
import { contextOf } from "../organisation";
import { daysBefore } from "../time";
import { advance, after, byReviewer, isThere, launch, openItems, putTimesRight, say, sign, sitting } from "./play";

const NAME = "Payment rights after the lowered limit";
const AGENT = "Invoice matcher";
const LAUNCHED_DAYS_AGO = 21;
/** Days after the launch. */
const STORY = { owner: 1, group: 2.2, over: 3, close: 3.1, applied: 3.2 } as const;

/** The board lowered the limit for payouts, so the rights of the agent that proposes them were looked at: all were kept. */
export async function seedPaymentsCampaign(now: Date): Promise<void> {
  if (await isThere(NAME)) return;
  const where = { name: AGENT, environment: "production" as const };
  const { id: agentId } = await db().agent.findFirstOrThrow({ where, select: { id: true } });
  const begin = daysBefore(now, LAUNCHED_DAYS_AGO);
  const point = await decisionPoint("seed");
  await point.catchUp();
  try {
    const id = await launch(NAME, planFor(agentId), begin);
    await keepAll(id, after(begin, STORY.owner));
    await advance(id, after(begin, STORY.group));
    await keepAll(id, after(begin, STORY.group));
    await advance(id, after(begin, STORY.over));
    await close(id, begin);
    await putBack(id, begin);
  } finally {
    await closeDecisionPoint();
  }
}

function planFor(agentId: string): CampaignPlan {
  const usual = { personId: null, strategy: "one_accepts", samplePercent: 100 } as const;
  return {
    kinds: ["entitlement"],
    scope: { ...EMPTY_SCOPE, agentIds: [agentId] },
    stages: [
      { ...usual, reviewer: "owner", days: 5 },
      { ...usual, reviewer: "group", days: 5 },
    ],
    rules: USUAL_RULES,
  };
}

async function keepAll(id: string, at: Date): Promise<void> {
  await byReviewer(await openItems(id), async (by, own) => {
    for (const [place, item] of own.entries()) {
      await say(id, item, { by, at: sitting(at, place), decision: "keep", reason: "needed_for_purpose" });
    }
    await sign(id, by, after(at, 0.05));
  });
}

/** Nothing is taken away by it, so nobody else has to agree. */
async function close(id: string, begin: Date): Promise<void> {
  const ctx = contextOf("ines", after(begin, STORY.close));
  const { version, digest } = await previewClose(ctx, id);
  await askClose(ctx, { id, version, digest });
  await advance(id, after(begin, STORY.applied));
  const { state } = await getCampaign(ctx, id);
  if (state !== "closed") throw new Error(`the campaign of the payments is ${state}`);
}

/** What the database's clock dated, to when it happened. */
async function putBack(id: string, begin: Date): Promise<void> {
  const on = (days: number) => after(begin, days);
  await putTimesRight(id);
  await db().campaign.update({
    where: { id },
    data: {
      ...{ launchAt: begin, launchedAt: begin, stageDueAt: null, dueAt: on(10), decidedAt: on(STORY.over) },
      ...{ closeAskedAt: on(STORY.close), endedAt: on(STORY.applied) },
    },
  });
  await db().campaignAsk.updateMany({ where: { campaignId: id }, data: { at: on(STORY.group) } });
  const query = (text: string, ...values: unknown[]) => sql().query(text, [id, ...values]);
  const [begun, applied] = [begin, on(STORY.applied)];
  await query(
    "update campaign_progress set started_at = $2, beat_at = $2, finished_at = $3 where campaign_id = $1",
    begun,
    applied,
  );
  await query(
    `update certifications c set at = $2, certified_at = case when c.certified_at is not null then coalesce(i.decided_at, $2) end
     from campaign_items i where c.campaign_id = $1 and i.campaign_id = $1 and i.number = c.number`,
    applied,
  );
}
