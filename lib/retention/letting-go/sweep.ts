import { recordEvent, VOCABULARY } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { reading } from "../store";
import { RETENTION_CLASSES, type RetentionClass } from "../terms";
import { letGoOfBodies, letGoOfWords, noteSwept, readSweep } from "./store";

const STEP_MS = 31 * 86_400_000;
const MOST_AT_ONCE = 5_000;
/** What stands in tables of their own goes with the class that nothing is kept longer than. */
const LONGEST = RETENTION_CLASSES.at(-1);

const typesOf = (name: RetentionClass) =>
  Object.entries(VOCABULARY).flatMap(([type, { retention }]) => (retention === name ? [type] : []));

/**
 * Lets go of what does not stand beside a leaf: words of events that have nothing beside it, and with the longest class the bodies
 * of decisions. A month at a time, from where the last turn ended; lifting a hold begins anew.
 * @returns how many words of events and bodies went
 */
export async function sweep(ctx: Context, name: RetentionClass): Promise<{ words: number; bodies: number }> {
  const gone = { words: 0, bodies: 0 };
  const { from, until: end, stop } = await readSweep(reading(), name);
  for (let at = from; at && at < end; ) {
    const until = new Date(Math.min(at.getTime() + STEP_MS, end.getTime()));
    const part = { name, from: at, until, most: MOST_AT_ONCE };
    gone.words += await all(ctx, part, (tx) => letGoOfWords(tx, { ...part, types: typesOf(name) }));
    if (name === LONGEST) gone.bodies += await all(ctx, part, (tx) => letGoOfBodies(tx, part));
    await noteSwept(reading(), name, stop && stop < until ? stop : until);
    at = until;
  }
  return gone;
}

/** Batch after batch, each with the event that says it. */
async function all(
  ctx: Context,
  { name, until, most }: { name: RetentionClass; until: Date; most: number },
  take: (tx: SqlTx) => Promise<number>,
): Promise<number> {
  let sum = 0;
  for (let rows = most; rows === most; sum += rows) {
    rows = await inSqlTransaction(async (tx) => {
      const taken = await take(tx);
      const details = { class: name, before: until.toISOString(), rows: taken };
      if (taken > 0) await recordEvent(tx, ctx, { type: "retention.let_go", targetId: name, details });
      return taken;
    });
  }
  return sum;
}
