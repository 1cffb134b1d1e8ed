import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { reviewedBy } from "../integrity/store";
import { INTEGRITY, integrityOf } from "../rules";
import { findSeats, insertAsks } from "../seats/queries";
import type { CampaignRecord } from "../store";
import { askAgain, drawKept, hasSecondLook } from "./second-look-store";

/**
 * Where a reviewer's decisions came about poorly, a tenth of what they kept of tier low and moderate is asked of somebody else
 * (C5), once for each stage. The campaign and the seats are held. @returns whether anybody is asked again
 */
export async function takeSecondLook(tx: SqlTx, ctx: Context, campaign: CampaignRecord): Promise<boolean> {
  const { id: campaignId, stage } = campaign;
  if (await hasSecondLook(tx, campaignId, stage)) return false;
  const events: NewEvent[] = [];
  for (const { personId, votes, canariesMissed } of await reviewedBy(tx, { campaignId, stage })) {
    const { score } = integrityOf(votes, canariesMissed);
    if (score !== "poor") continue;
    const items = await lookAgain(tx, campaign, personId);
    if (items === 0) continue;
    const details = { personId, stage, items, score };
    events.push({ type: "campaign.second_look_asked", targetId: campaignId, details });
  }
  await recordEvents(tx, ctx, events);
  return events.length > 0;
}

async function lookAgain(tx: SqlTx, campaign: CampaignRecord, personId: string): Promise<number> {
  const { id: campaignId, stage, plan } = campaign;
  const percent = INTEGRITY.secondLookPercent;
  const drawn = await drawKept(tx, { campaignId, stage, personId, percent });
  const found = await findSeats(tx, { campaignId, numbers: drawn, stage, above: true, keptOut: [personId] });
  const seats = found.filter(({ seat }) => seat !== "" && seat !== personId);
  await askAgain(tx, { campaignId, stage, seats, days: plan.rules.escalationDays });
  await insertAsks(
    tx,
    campaignId,
    seats.map(({ number, seat, seatKind }) => ({
      ...{ number, stage, fromSeat: personId, toSeat: seat, toKind: seatKind },
      why: "second_look",
    })),
  );
  return seats.length;
}
