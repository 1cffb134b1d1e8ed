import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { moveOne } from "./lifecycle";
import { type MoveWithReasonInput, moveWithReasonSchema } from "./schema";

/** Ends an agent for a stated reason (V2). The record stays and can no longer change. */
export async function decommissionAgent(ctx: Context, input: MoveWithReasonInput): Promise<{ version: number }> {
  return moveOne(ctx, "decommission", parseInput(moveWithReasonSchema, input));
}
