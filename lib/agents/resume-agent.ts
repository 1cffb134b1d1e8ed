import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { moveOne } from "./lifecycle";
import { type MoveWithReasonInput, moveWithReasonSchema } from "./schema";

/** Lets a suspended agent act again, for a stated reason and with every gate met (V2). */
export async function resumeAgent(ctx: Context, input: MoveWithReasonInput): Promise<{ version: number }> {
  return moveOne(ctx, "resume", parseInput(moveWithReasonSchema, input));
}
