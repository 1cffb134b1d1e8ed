import { appendErasure, type ErasureLine, erasedOnFile, recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { lockRetention, reading } from "../store";
import { erase } from "./erase";
import { holdsOver, isSealed, readDone, readStanding, restoreErasure } from "./store";

/**
 * Erases again whoever stands on the file beside the roll-back guard and is known to this database: after a backup was restored.
 * A sealed log takes no event; it is told when the log is opened again, and the file says it until then. A hold that was confirmed
 * after the erasure keeps it waiting; one of before was lifted, or there would have been no erasure. A file that was lost or cut
 * off gets back what this database knows, for the next restored backup. Worker only.
 * @returns how many people were erased or told of
 */
export async function erasedAgain(ctx: Context): Promise<number> {
  const lines = new Map(erasedOnFile().map((line) => [line.personId, line]));
  for (const line of await readDone(reading(), [...lines.keys()])) appendErasure(line);
  if (lines.size === 0) return 0;
  const standing = await readStanding(reading(), [...lines.keys()]);
  const sealed = await isSealed(reading());
  let done = 0;
  for (const { personId, isKnown, isTold } of standing) {
    const line = lines.get(personId);
    if (line && (isKnown || (!isTold && !sealed)) && (await eraseAgain(ctx, line, sealed))) done += 1;
  }
  return done;
}

function eraseAgain(ctx: Context, line: ErasureLine, sealed: boolean): Promise<boolean> {
  const { personId, erasureId, askedById, confirmedById, at } = line;
  return inSqlTransaction(async (tx) => {
    await lockRetention(tx);
    const [standing] = await readStanding(tx, [personId]);
    if (!standing || (!standing.isKnown && (standing.isTold || sealed))) return false;
    if (standing.isKnown) {
      if ((await holdsOver(tx, personId, at)).length) return false;
      const fields = await erase(tx, personId, ctx.now);
      await restoreErasure(tx, { id: erasureId, personId, askedById, confirmedById, at, fields });
    }
    if (!sealed) {
      await recordEvent(tx, ctx, { type: "erasure.done_again", targetId: personId, details: { erasureId } });
    }
    return true;
  });
}
