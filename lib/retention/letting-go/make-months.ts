import type { Context } from "@/lib/context";
import { reading } from "../store";
import { makePartitions } from "./store";

const AHEAD = 3;

/**
 * Makes the log's months three ahead, so that no event ever finds its month missing, and moves into months what had to stand outside
 * of them. Worker only. @returns how many months were made
 */
export function makeMonths(_ctx: Context): Promise<number> {
  return makePartitions(reading(), AHEAD);
}
