import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { barOf } from "./eligibility";
import { factsOf } from "./facts";
import { type ViewInput, viewSchema } from "./schema";
import { writeView } from "./store";

/**
 * Somebody who may decide it had the request on the screen, for so long (A9). No event: looking is nobody else's business; what it
 * comes to is measured. Of others nothing is kept.
 * @throws CountersignError `not_found`
 */
export async function noteView(ctx: Context, input: ViewInput): Promise<void> {
  requirePermission(ctx, "approvals.decide");
  const { id, dwellMillis } = parseInput(viewSchema, input);
  await inSqlTransaction(async (tx) => {
    const facts = (await factsOf(tx, [id])).get(id);
    if (!facts) throw notFound("request");
    if (barOf(facts, ctx.actor.id).bar !== null) return;
    await writeView(tx, { approvalId: id, personId: ctx.actor.id, dwellMillis });
  });
}
