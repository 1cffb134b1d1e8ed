import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { moveOne } from "./lifecycle";
import { type MoveAgentInput, moveAgentSchema } from "./schema";

/**
 * Lets a registered agent act (V2). Every gate is asked again.
 * @throws CountersignError `forbidden` when the tier is high or critical and the caller completed the registration (O1)
 */
export async function activateAgent(ctx: Context, input: MoveAgentInput): Promise<{ version: number }> {
  return moveOne(ctx, "activate", parseInput(moveAgentSchema, input));
}
