import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { TIER_LABELS } from "@/lib/risk/terms";
import type { CampaignProgressView, PersonRef } from "../../views";
import { selectPlan, selectReminders, selectSteps } from "../queries";
import { cellsOf, seatView, stageLabel, TIER_ORDER } from "../rules";
import { seenCampaign } from "../sight";
import type { LongWork, ReminderRow } from "../views";
import { selectDays, selectSeats, selectSums } from "./queries";

const MOST_SEATS = 100;
const MOST_REMINDERS = 50;

/**
 * How far a campaign is, by stage, reviewer, tier and day (UTC), from its counters alone: as fast with a million items as with ten.
 * The 100 reviewers with the most open items; `seats` says how many there are.
 * @throws CountersignError `not_found`
 */
export async function readProgress(ctx: Context, id: string): Promise<CampaignProgressView & { seats: number }> {
  const campaignId = await seenCampaign(ctx, id);
  const [plan, { stages, tiers }, seats, days] = await Promise.all([
    selectPlan(campaignId),
    selectSums(campaignId),
    selectSeats(campaignId, MOST_SEATS),
    selectDays(campaignId),
  ]);
  if (!plan) throw notFound("campaign");
  const people = new Map(seats.map(({ key, person }) => [key, person]));
  const reached = plan.stages.map((_stage, at) => String(at + 1));
  return {
    stages: cellsOf(stages, reached, (key) => stageLabel(plan.stages, Number(key))),
    reviewers: cellsOf(seats, [...people.keys()], (key) => seatView(key, people.get(key) ?? null).label),
    tiers: cellsOf(
      tiers,
      TIER_ORDER.filter((tier) => tiers.some(({ key }) => key === tier)),
      (key) => TIER_LABELS[key as keyof typeof TIER_LABELS],
    ),
    days: daysOf(days),
    seats: seats[0]?.seats ?? 0,
  };
}

function daysOf(rows: Awaited<ReturnType<typeof selectDays>>): CampaignProgressView["days"] {
  const days = new Map<string, CampaignProgressView["days"][number]>();
  for (const { day, decision, votes } of rows) {
    const one = days.get(day) ?? { day, keep: 0, revoke: 0, reduce: 0, transfer: 0 };
    days.set(day, decision === "suspend" ? one : { ...one, [decision]: votes });
  }
  return [...days.values()];
}

/**
 * How far the worker is with what takes long: launch, close, remediation, pack.
 * @throws CountersignError `not_found`
 */
export async function readLongWork(ctx: Context, id: string): Promise<LongWork[]> {
  const steps = await selectSteps(await seenCampaign(ctx, id));
  return steps as LongWork[];
}

/**
 * The reminders that a campaign sent, the latest 50 first (C3).
 * @throws CountersignError `not_found`
 */
export async function listReminders(ctx: Context, id: string): Promise<ReminderRow[]> {
  const rows = await selectReminders(await seenCampaign(ctx, id), MOST_REMINDERS);
  const gone = (personId: string): PersonRef => ({ id: personId, name: personId, active: false });
  return rows.map(({ personId, person, ...row }) => ({ ...row, person: person ?? gone(personId) }));
}
