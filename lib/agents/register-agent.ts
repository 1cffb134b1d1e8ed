import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { moveOne } from "./lifecycle";
import { type MoveAgentInput, moveAgentSchema } from "./schema";

/**
 * Completes the registration of a draft (V2).
 * @throws CountersignError `unmet` with one issue per gate that is not met; `conflict` on a stale version or another state
 */
export async function registerAgent(ctx: Context, input: MoveAgentInput): Promise<{ version: number }> {
  return moveOne(ctx, "register", parseInput(moveAgentSchema, input));
}
