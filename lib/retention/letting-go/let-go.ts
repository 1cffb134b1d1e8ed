import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { lockRetention, reading } from "../store";
import { RETENTION_CLASSES, type RetentionClass } from "../terms";
import { letGoLeaves, letGoOf, noteLetGo, readDaysOver, readFronts } from "./store";
import { sweep } from "./sweep";

const MOST_AT_ONCE = 5_000;
const DAY_MS = 86_400_000;

export interface LetGo {
  fields: Record<RetentionClass, number>;
  /** Events that had nothing but words beside their leaf. */
  words: number;
  /** Decisions of which is left what the log says as well. */
  bodies: number;
  leaves: number;
}

/**
 * Lets go of what its time is over for and no hold covers (L3): first what stands beside the leaves, class by class and day by day,
 * then words and the bodies of decisions, at last the leaves themselves from the front. Every step commits with the event that says it, so that an interruption leaves
 * nothing unsaid. Worker only.
 * @throws CountersignError `sealed` while the log is
 */
export async function letGo(ctx: Context): Promise<LetGo> {
  const fields: LetGo["fields"] = { operational: 0, security: 0, evidence: 0 };
  for (const name of RETENTION_CLASSES) fields[name] = await letGoOfClass(ctx, name);
  let [words, bodies] = [0, 0];
  for (const name of RETENTION_CLASSES) {
    const gone = await sweep(ctx, name);
    words += gone.words;
    bodies += gone.bodies;
  }
  return { fields, words, bodies, leaves: await letGoOfLeaves(ctx) };
}

async function letGoOfClass(ctx: Context, name: RetentionClass): Promise<number> {
  let all = 0;
  for (const from of await readDaysOver(reading(), name)) {
    const day = { name, from, until: new Date(from.getTime() + DAY_MS), most: MOST_AT_ONCE };
    for (let gone = MOST_AT_ONCE; gone === MOST_AT_ONCE; all += gone) gone = await letGoOnce(ctx, day);
  }
  return all;
}

function letGoOnce(
  ctx: Context,
  part: { name: RetentionClass; from: Date; until: Date; most: number },
): Promise<number> {
  return inSqlTransaction(async (tx) => {
    const rows = await letGoOf(tx, part);
    if (rows === 0) return 0;
    await noteLetGo(tx, part.name, part.until);
    await recordEvent(tx, ctx, {
      type: "retention.let_go",
      targetId: part.name,
      details: { class: part.name, before: part.until.toISOString(), rows },
    });
    return rows;
  });
}

async function letGoOfLeaves(ctx: Context): Promise<number> {
  let all = 0;
  for (const { epoch, origin, minimum, reach } of await readFronts(reading())) {
    if (reach <= minimum) continue;
    all += await inSqlTransaction(async (tx) => {
      await lockRetention(tx);
      // Asked again under the lock: a hold may have been confirmed meanwhile.
      const front = (await readFronts(tx)).find((one) => one.epoch === epoch);
      if (!front || front.reach <= front.minimum) return 0;
      const gone = await letGoLeaves(tx, epoch, front.reach);
      const details = { epoch, origin, minimum: front.reach, before: ctx.now.toISOString() };
      await recordEvent(tx, ctx, { type: "log.leaves_let_go", targetId: "log", details });
      return gone;
    });
  }
  return all;
}
