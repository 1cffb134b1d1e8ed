import ical, { ICalAlarmType, ICalCalendarMethod } from "ical-generator";
import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { listMyReviews } from "../review/list-my-reviews";

const HALF_HOUR_MS = 1_800_000;
const DAY_SECONDS = 86_400;

/**
 * The deadlines of the campaigns in which the caller still has open items, as an iCalendar file (RFC 5545): each ends at its deadline,
 * with a reminder a day before. Read again, a deadline that moved replaces the former one.
 */
export async function calendarFor(ctx: Context): Promise<string> {
  requirePermission(ctx, "campaigns.review");
  const base = env().COUNTERSIGN_URL.replace(/\/$/, "");
  const calendar = ical({
    name: "Countersign reviews",
    prodId: { company: "Countersign", product: "Recertification", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3_600,
  });
  const reviews = await listMyReviews(ctx);
  for (const { campaignId, campaignName, stage, dueAt, open } of reviews.filter((review) => review.open > 0)) {
    const event = calendar.createEvent({
      id: `${campaignId}-${stage}@${new URL(base).hostname}`,
      start: new Date(dueAt.getTime() - HALF_HOUR_MS),
      end: dueAt,
      stamp: ctx.now,
      summary: `Reviews due: ${campaignName}`,
      description: `${open} ${open === 1 ? "item waits" : "items wait"} for your answer.`,
      url: `${base}/campaigns/${campaignId}/review`,
    });
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: DAY_SECONDS });
  }
  return calendar.toString();
}
