import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { ApprovalConflict } from "../guard";
import { statusAt } from "../rules";
import { requireRequest, requireStanding } from "./load";
import { narrowAction, waitingIn } from "./narrow-action";
import { type PreviewInput, previewSchema } from "./schema";

/**
 * The digest that an action has once it is narrowed to these arguments: what the reviewer then signs. Changes nothing.
 * @param input.digest what the reviewer has before their eyes
 * @throws CountersignError `forbidden`, `not_found`, `invalid` for what is no narrowing; ApprovalConflict when something else waits
 */
export async function previewNarrowing(ctx: Context, input: PreviewInput): Promise<{ digest: string }> {
  requirePermission(ctx, "approvals.decide");
  const wanted = parseInput(previewSchema, input);
  return inSqlTransaction(async (tx) => {
    const loaded = await requireRequest(tx, wanted.id, { held: false });
    requireStanding(ctx, loaded);
    const { row } = loaded;
    const status = statusAt(row, row.readAt);
    const seen = waitingIn(row);
    if (status !== "pending") throw new ApprovalConflict(status);
    if (seen.digest !== wanted.digest) {
      throw new ApprovalConflict("pending", "What you saw is not what waits any more: look at it again.");
    }
    return { digest: narrowAction(seen.bytes, wanted.arguments).digest };
  });
}
