import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { moveOne } from "./lifecycle";
import { type MoveWithReasonInput, moveWithReasonSchema } from "./schema";

/** Stops an active agent for a stated reason, until it is resumed (V2). */
export async function suspendAgent(ctx: Context, input: MoveWithReasonInput): Promise<{ version: number }> {
  return moveOne(ctx, "suspend", parseInput(moveWithReasonSchema, input));
}
