import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { silenceFor } from "../rules";
import { findSeats, insertAsks } from "../seats/queries";
import type { CampaignRecord } from "../store";
import type { Silence } from "../terms";
import { alertPeople } from "./alert";
import { escalateItems, holdUnanswered, settleUnanswered, type Unanswered } from "./store";

/** Items that one transaction settles: short enough that nobody whose seat is concerned waits for long. */
const BATCH = 10_000;

/**
 * What becomes of the next items that nobody answered in time (C3), by the rule of their tier. The campaign and the seats are held.
 * @returns how many were settled; fewer than a batch: none is left
 */
export async function settleSilence(
  tx: SqlTx,
  ctx: Context,
  campaign: CampaignRecord,
): Promise<{ settled: number; more: boolean }> {
  const { id: campaignId, stage, stageDueAt } = campaign;
  if (!stageDueAt) return { settled: 0, more: false };
  const silent = await holdUnanswered(tx, { campaignId, stage, due: stageDueAt, limit: BATCH });
  if (silent.length === 0) return { settled: 0, more: false };
  const strategy = campaign.plan.stages[stage - 1]?.strategy ?? "one_denies";
  const consents = strategy === "accepted_unless_denied";
  const consented = silent.filter(({ kept }) => consents && kept);
  const rest = silent.filter(({ kept }) => !(consents && kept));
  const ruled = Map.groupBy(rest, (item) => silenceFor({ ...item, strategy }, campaign.plan.rules));
  const { escalated, stuck } = await escalate(tx, campaign, ruled.get("escalate") ?? []);
  const alerted = ruled.get("suspend_and_alert") ?? [];
  const suspended = [...(ruled.get("suspend") ?? []), ...stuck, ...alerted];
  const settle = (items: readonly Unanswered[], outcome: "keep" | "revoke" | "suspend") =>
    settleUnanswered(tx, { campaignId, numbers: items.map(({ number }) => number), state: "no_response", outcome });
  await settleUnanswered(tx, {
    ...{ campaignId, numbers: consented.map(({ number }) => number) },
    ...{ state: "decided", outcome: "keep" },
  });
  await settle(ruled.get("keep") ?? [], "keep");
  await settle(ruled.get("revoke") ?? [], "revoke");
  await settle(suspended, "suspend");
  const count = (silence: Silence) => ruled.get(silence)?.length ?? 0;
  const told: NewEvent = {
    type: "campaign.silence_settled",
    targetId: campaignId,
    details: {
      ...{ stage, items: silent.length, kept: count("keep"), revoked: count("revoke") },
      ...{ suspended: suspended.length, escalated, consented: consented.length },
    },
  };
  await recordEvents(tx, ctx, [told, ...alerted.map((item) => alertOf(campaign, item))]);
  await alertPeople(tx, ctx, { campaign, items: alerted });
  return { settled: silent.length, more: silent.length === BATCH };
}

function alertOf({ id, stage }: CampaignRecord, { number, kind, subjectId, seat, agentId }: Unanswered): NewEvent {
  return {
    type: "campaign.silence_alerted",
    targetId: id,
    agentId,
    details: { number, stage, kind, subjectId, seat },
  };
}

/** Asks whoever is above. Where nobody else is, the item is stuck: nobody is left to ask. */
async function escalate(
  tx: SqlTx,
  campaign: CampaignRecord,
  items: readonly Unanswered[],
): Promise<{ escalated: number; stuck: Unanswered[] }> {
  if (items.length === 0) return { escalated: 0, stuck: [] };
  const { id: campaignId, stage, plan } = campaign;
  const byNumber = new Map(items.map((item) => [item.number, item]));
  const found = await findSeats(tx, { campaignId, numbers: [...byNumber.keys()], stage, above: true });
  const seats = found.filter(({ number, seat }) => seat !== "" && seat !== byNumber.get(number)?.seat);
  await escalateItems(tx, { campaignId, seats, days: plan.rules.escalationDays });
  await insertAsks(
    tx,
    campaignId,
    seats.map(({ number, seat, seatKind }) => ({
      ...{ number, stage, fromSeat: byNumber.get(number)?.seat ?? "", toSeat: seat, toKind: seatKind },
      why: "escalated",
    })),
  );
  for (const { number } of seats) byNumber.delete(number);
  return { escalated: seats.length, stuck: [...byNumber.values()] };
}
