import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { ApprovalConflict } from "../guard";
import { BAR_SENTENCES } from "../present";
import { statusAt } from "../rules";
import { dutyBar } from "./eligibility";
import { hasVoted, requireRequest, requireVerb } from "./load";
import { type GlassReviewInput, glassReviewSchema } from "./schema";
import { writeGlassReview } from "./store";

/**
 * The review that follows every broken glass (A4): by compliance or the CISO, never by who broke it nor by anybody who answers for
 * the agent.
 * @throws CountersignError `forbidden` (recorded), `not_found`; ApprovalConflict where no glass was broken, or it is reviewed already
 */
export async function reviewBreakGlass(ctx: Context, input: GlassReviewInput): Promise<void> {
  const { id, verdict, note } = parseInput(glassReviewSchema, input);
  await refusingOnRecord(ctx, { verb: "approvals.review", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const loaded = await requireRequest(tx, id, { held: true });
      const { row, votes, facts } = loaded;
      requireVerb(ctx, "approvals.review", loaded);
      if (hasVoted(votes, ctx.actor.id)) {
        throw new CountersignError("forbidden", "You decided this yourself: somebody else reviews it.");
      }
      const bar = dutyBar(facts.request, ctx.actor.id);
      if (bar) throw new CountersignError("forbidden", BAR_SENTENCES[bar]);
      if (!(await writeGlassReview(tx, { id, byId: ctx.actor.id, verdict, note }))) {
        const because = row.breakGlass ? "Somebody has reviewed this already." : "Nobody broke the glass for this.";
        throw new ApprovalConflict(statusAt(row, row.readAt), because);
      }
      const { agentId, correlationId } = row;
      const brokenById = votes.find(({ capacity }) => capacity === "break_glass")?.personId ?? "";
      const details = { verdict, brokenById, note };
      const event = { type: "approval.glass_reviewed", targetId: id, agentId, details } as const;
      await recordEvent(tx, { ...ctx, correlationId }, event);
    }),
  );
}
