import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { isDone } from "./steps";
import { noteDone, seeSteps } from "./store";

/** Writes down which steps are seen done, with the moment of the first time: the worker's part of the guide. */
export async function noteGuide(ctx: Context): Promise<{ noted: number }> {
  return inSqlTransaction(async (tx) => {
    const done = [...(await seeSteps(tx))].filter(([, seen]) => isDone(seen)).map(([step]) => step);
    return { noted: await noteDone(tx, done, ctx.now) };
  });
}
