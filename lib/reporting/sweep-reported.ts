import type { Context } from "@/lib/context";
import { deleteReported } from "./store";
import { LIMITS } from "./terms";

const DAY_MS = 86_400_000;
const AT_ONCE = 10_000;
const MOST_TURNS = 200;

/** Forgets which events were reported longer than seven days ago: a repeat after that is an event of its own. @returns how many */
export async function sweepReported(ctx: Context): Promise<number> {
  const before = new Date(ctx.now.getTime() - LIMITS.rememberedDays * DAY_MS);
  let forgotten = 0;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const count = await deleteReported(before, AT_ONCE);
    forgotten += count;
    if (count < AT_ONCE) break;
  }
  return forgotten;
}
