import type { Context } from "@/lib/context";
import { purgeEnded } from "./store";

/** Removes proofs that could not be replayed any more, and tokens a day after their end. @returns how many rows */
export function purgeTokens(ctx: Context): Promise<number> {
  return purgeEnded(ctx.now);
}
