import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { extentOf, factsOf, getGrant } from "../guard";
import { decideNarrowing } from "../rules";
import { type PreviewNarrowingInput, previewNarrowingSchema, UNUSED_DAYS } from "../schema";
import type { Ability, Broken } from "../views";
import { brokenBy } from "./propose";
import { usedCalls } from "./used-calls";

const DAY_MS = 86_400_000;

/**
 * Whether these grants may take a grant's place, and which recorded calls of the last 90 days they would have broken (Z8).
 * @throws CountersignError `not_found`
 */
export async function previewNarrowing(
  ctx: Context,
  input: PreviewNarrowingInput,
): Promise<{ ability: Ability; wouldBreak: Broken }> {
  const { id, into } = parseInput(previewNarrowingSchema, input);
  return inSqlTransaction(async (tx) => {
    const grant = await getGrant(tx, ctx, id);
    const since = new Date(ctx.now.getTime() - UNUSED_DAYS * DAY_MS);
    const used = await usedCalls(tx, { agentId: grant.agentId, since });
    const parts = into.map(extentOf);
    const decision = decideNarrowing(factsOf(grant), parts, ctx.now);
    return {
      ability: decision.allowed ? decision : { allowed: false, reason: decision.reason },
      wouldBreak: brokenBy(parts, used.get(grant.id) ?? []),
    };
  });
}
