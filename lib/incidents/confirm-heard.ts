import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { heardByAll } from "@/lib/policy";
import { acknowledgeSwitch, noteBehind } from "./store";
import type { TargetKind } from "./terms";

export interface Heard {
  /** Decision points that lived when it was thrown, and those of them that have not confirmed. */
  points: number;
  behind: number;
  /** Microseconds until all had confirmed; null while some have not. */
  killMicros: number | null;
}

/** A switch whose confirmation is awaited; `began` by the clock of the database. */
export interface Awaited {
  id: string;
  epoch: bigint;
  began: string;
  drill: boolean;
  targetKind: TargetKind;
}

/**
 * Waits until no decision point decides on the state before the switch, and writes down when that was, with its event. A drill
 * is over with it. Whoever has not confirmed is written down too; the sweep asks again.
 */
export async function confirmHeard(ctx: Context, awaited: Awaited): Promise<Heard> {
  const { id, epoch, began, drill, targetKind } = awaited;
  const heard = await heardByAll(epoch);
  const killMicros = await inSqlTransaction(async (tx) => {
    if (heard.behind > 0) {
      await noteBehind(tx, id, heard);
      return null;
    }
    const micros = await acknowledgeSwitch(tx, { id, began, points: heard.points, now: ctx.now });
    if (micros === null) return null;
    const details = { targetKind, points: heard.points, killMicros: micros, drill };
    await recordEvent(tx, ctx, { type: "switch.acknowledged", targetId: id, details });
    return micros;
  });
  return { ...heard, killMicros };
}
