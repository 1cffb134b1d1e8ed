import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { lostRace } from "../guard";
import { findSeats, holdSeats, insertAsks, insertLacking } from "../seats/queries";
import { lockItems, moveItem } from "../store";
import { ASKING_STATES } from "../terms";
import { requireShared } from "./load";

interface Which {
  campaignId: string;
  number: number;
}

/**
 * Asks whoever is to be asked by now, after a right rose to a tier at which its reviewer may not decide it any more: an item is never
 * left with somebody who has to refuse. In a transaction of its own, for seats are held before items.
 */
export async function askInstead(ctx: Context, { campaignId, number }: Which): Promise<void> {
  await inSqlTransaction(async (tx) => {
    await holdSeats(tx);
    await requireShared(tx, ctx, campaignId);
    const [item] = await lockItems(tx, campaignId, [number]);
    if (!item || !ASKING_STATES.includes(item.state)) return;
    const { stage, version, seat: fromSeat } = item;
    const [found] = await findSeats(tx, { campaignId, numbers: [number], stage });
    if (!found || found.seat === fromSeat) return;
    const { seat, seatKind } = found;
    const state = seat === "" ? ("no_reviewer" as const) : item.state;
    if (!(await moveItem(tx, { campaignId, number, version, set: { seat, seatKind, state } })))
      throw lostRace("this item");
    await insertAsks(tx, campaignId, [{ number, stage, fromSeat, toSeat: seat, toKind: seatKind, why: "barred" }]);
    await insertLacking(tx, campaignId, [number]);
  });
}
