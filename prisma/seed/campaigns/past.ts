import { askClose, confirmClose, finishCampaign, getCampaign, previewClose } from "@/lib/campaigns";
import { type CampaignPlan, EMPTY_SCOPE, USUAL_RULES } from "@/lib/campaigns/terms";
import { db, sql } from "@/lib/db";
import { closeDecisionPoint, decisionPoint } from "@/lib/policy";
import { contextOf } from "../organisation";
import { daysBefore } from "../time";
import {
  type Asked,
  advance,
  after,
  byReviewer,
  DAY_MS,
  dayOf,
  isThere,
  launch,
  openItems,
  putTimesRight,
  quarterOf,
  say,
  sign,
  sitting,
  type Word,
} from "./play";

const LAUNCHED_DAYS_AGO = 102;
const HOURS = (count: number) => count / 24;
/** Days after the launch: what the story of a quarter looks like from its end. */
const STORY = { answers: 1, signed: 12, stageEnds: 14, escalationEnds: 17, second: 17.2, over: 20, close: 21 } as const;
const CLOSED = {
  confirmed: STORY.close + HOURS(4),
  applied: STORY.close + HOURS(4.1),
  proved: STORY.close + HOURS(4.2),
  ended: STORY.close + 4,
} as const;

/** The last campaign but one, as a trial on what can do least harm; what its reviewers withdrew is gone since. */
export async function seedPastCampaign(now: Date): Promise<string | null> {
  const begin = daysBefore(now, LAUNCHED_DAYS_AGO);
  const name = `Recertification ${quarterOf(begin)}, tiers low and moderate`;
  if (await isThere(name)) return null;
  const point = await decisionPoint("seed");
  await point.catchUp();
  try {
    const id = await launch(name, planOf(await reviewedThen(begin)), begin);
    await answer(id, begin);
    await letSilencePass(id, begin);
    await answerSecond(id, begin);
    await close(id, begin);
    await putBack(id, begin);
    return id;
  } finally {
    await closeDecisionPoint();
  }
}

/** Agents of the lower tiers whose every grant stood by then: nothing is reviewed before it was given. */
async function reviewedThen(begin: Date): Promise<string[]> {
  const { rows } = await sql().query<{ id: string }>(
    `select a.id from agents a where a.status = 'active' and a.tier in ('low', 'moderate') and a.created_at < $1
       and not exists (select 1 from entitlements e where e.agent_id = a.id and e.approved_at > $1) order by a.id`,
    [begin],
  );
  return rows.map(({ id }) => id);
}

function planOf(agentIds: string[]): CampaignPlan {
  const usual = { personId: null, strategy: "one_accepts" } as const;
  return {
    kinds: ["entitlement", "owner", "purpose"],
    scope: { ...EMPTY_SCOPE, tiers: ["low", "moderate"], agentIds },
    stages: [
      { ...usual, reviewer: "owner", days: STORY.stageEnds, samplePercent: 100 },
      { ...usual, reviewer: "group", days: 7, samplePercent: 20 },
    ],
    rules: { ...USUAL_RULES, waveHours: 0, secondPersonAbove: { count: 2, percent: 5 } },
  };
}

/** What was not kept, by agent, environment and tool. */
const WITHDRAWN: Readonly<Record<string, Pick<Word, "decision" | "reason" | "text">>> = {
  "Lane price forecaster/production/query_metrics": {
    decision: "revoke",
    reason: "unused",
    text: "It forecasts from bookings alone; the metrics were for a trial in spring.",
  },
  "Onboarding guide/production/request_onboarding": {
    decision: "revoke",
    reason: "unused",
    text: "Never called: people press the button themselves.",
  },
  "Where-is-my-freight assistant/staging/search_bookings": { decision: "revoke", reason: "too_wide", text: "" },
  "Slot booker/staging/cancel_booking": { decision: "reduce", reason: "too_wide", text: "Nobody tests at night." },
};
/** Noor was away, and so was whoever stood in for her. */
const UNANSWERED = "Metrics analyst/development/list_tables";
const keyOf = ({ agentName, environment, tool }: Asked) => `${agentName}/${environment}/${tool}`;

const KEPT = ["needed_for_purpose", "used_regularly", "needed_for_purpose", "required_by_contract"] as const;

async function answer(id: string, begin: Date): Promise<void> {
  const asked = (await openItems(id)).filter((item) => keyOf(item) !== UNANSWERED);
  await byReviewer(asked, async (by, own) => {
    const from = dayOf(by, after(begin, STORY.answers), 9);
    for (const [place, item] of own.entries()) await say(id, item, wordOn(item, by, sitting(from, place)));
    await sign(id, by, new Date(from.getTime() + 3 * 3_600_000));
  });
}

function wordOn(item: Asked, by: string, at: Date): Word {
  const word = WITHDRAWN[keyOf(item)];
  if (word?.decision === "reduce") return { ...word, by, at, change: [onWorkdays(item, at)] };
  return { ...(word ?? { decision: "keep", reason: KEPT[item.number % KEPT.length] ?? "other" }), by, at };
}

/** The same tool, on working days and until next summer. */
function onWorkdays({ server, tool }: Asked, at: Date) {
  const windows = [{ days: [1, 2, 3, 4, 5], fromMinute: 420, untilMinute: 1_140, zone: "Europe/Warsaw" }];
  const expiresAt = new Date(Math.floor(after(at, 200).getTime() / DAY_MS) * DAY_MS).toISOString();
  return { server, tool, resourceId: null, actions: ["write"], conditions: [], windows, expiresAt };
}

/** The deadline, the escalation, and what the rule for the tier says after that. */
async function letSilencePass(id: string, begin: Date): Promise<void> {
  await sql().query("update campaigns set stage_due_at = clock_timestamp() where id = $1", [id]);
  await advance(id, after(begin, STORY.stageEnds));
  await sql().query(
    "update campaign_items set due_at = clock_timestamp() where campaign_id = $1 and due_at is not null",
    [id],
  );
  await advance(id, after(begin, STORY.escalationEnds));
}

/** A share of what was kept is looked at by somebody else. */
async function answerSecond(id: string, begin: Date): Promise<void> {
  await byReviewer(await openItems(id), async (by, own) => {
    const from = dayOf(by, after(begin, STORY.second), 2);
    for (const [place, item] of own.entries()) {
      await say(id, item, { by, at: sitting(from, place), decision: "keep", reason: "needed_for_purpose" });
    }
    await sign(id, by, new Date(from.getTime() + 2 * 3_600_000));
  });
  await advance(id, after(begin, STORY.over));
}

async function close(id: string, begin: Date): Promise<void> {
  const asks = contextOf("ines", after(begin, STORY.close));
  const { version, digest } = await previewClose(asks, id);
  const asked = await askClose(asks, { id, version, digest });
  const second = contextOf("henrik", after(begin, CLOSED.confirmed));
  await confirmClose(second, { id, version: asked.version, digest });
  await advance(id, after(begin, CLOSED.applied));
  const ends = contextOf("ines", after(begin, CLOSED.ended));
  const { version: last } = await getCampaign(ends, id);
  await finishCampaign(ends, { id, version: last });
}

/** Everything that the database's clock dated, to when it happened. */
async function putBack(id: string, begin: Date): Promise<void> {
  const on = (days: number) => after(begin, days);
  await putTimesRight(id);
  await db().campaign.update({
    where: { id },
    data: {
      ...{
        launchAt: begin,
        launchedAt: begin,
        stageDueAt: null,
        dueAt: on(STORY.stageEnds + 7),
        decidedAt: on(STORY.over),
      },
      ...{ closeAskedAt: on(STORY.close), confirmedAt: on(CLOSED.confirmed), endedAt: on(CLOSED.ended) },
    },
  });
  const silent = { campaignId: id, state: { not: "excluded" }, signedAt: null, decidedAt: { gt: on(STORY.over) } };
  await db().campaignItem.updateMany({ where: silent, data: { decidedAt: on(STORY.escalationEnds) } });
  await db().campaignItem.updateMany({
    where: { campaignId: id, dueAt: { not: null } },
    data: { dueAt: on(STORY.escalationEnds) },
  });
  for (const [why, days] of [
    ["escalated", STORY.stageEnds],
    ["stage", STORY.second],
  ] as const) {
    await db().campaignAsk.updateMany({ where: { campaignId: id, why }, data: { at: on(days) } });
  }
  await db().campaignRemediation.updateMany({
    where: { campaignId: id },
    data: {
      ...{ applyAt: on(CLOSED.confirmed), appliedAt: on(CLOSED.applied), undoUntil: on(CLOSED.applied + 3) },
      verifiedAt: on(CLOSED.proved),
    },
  });
  await sql().query(
    "update campaign_progress set started_at = $2, beat_at = $2, finished_at = $2 where campaign_id = $1",
    [id, on(CLOSED.applied)],
  );
  await putBackRights(id, on(CLOSED.applied));
}

/** What ended then, what took its place, and since when each right counts as certified. */
async function putBackRights(id: string, at: Date): Promise<void> {
  await sql().query(
    `update entitlements e set ended_at = case when e.ended_at is not null then $2::timestamptz end
     from campaign_items i where i.campaign_id = $1 and i.kind = 'entitlement' and i.subject_id = e.id and e.state <> 'active'`,
    [id, at],
  );
  await sql().query(
    `update entitlements e set requested_at = $2, approved_at = $2, starts_at = case when e.starts_at is not null then $2::timestamptz end
     from campaign_items i where i.campaign_id = $1 and i.subject_id = e.replaces_id`,
    [id, at],
  );
  await sql().query(
    `update certifications c set at = $2, certified_at = case when c.certified_at is not null then coalesce(i.decided_at, $2) end
     from campaign_items i where c.campaign_id = $1 and i.campaign_id = $1 and i.number = c.number`,
    [id, at],
  );
}
