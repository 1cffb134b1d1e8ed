import { requirePermission } from "@/lib/access";
import { canonicalBytes, recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { digestOf } from "../binding";
import { movedMeanwhile, requireOrigin, requireStandingApproval, termsOfRow } from "./load";
import { signatureUnder } from "./propose-standing";
import { barOfConfirming } from "./rules";
import { type ConfirmInput, confirmSchema } from "./schema";
import { writeConfirmed } from "./store";

/**
 * Puts a standing approval in force, by a second person who may decide such requests too (A4). For tier high they sign its terms.
 * @throws CountersignError `forbidden` (recorded) for the proposer and for who may not decide, `conflict`, `unmet` without a signature
 */
export async function confirmStanding(ctx: Context, input: ConfirmInput): Promise<{ version: number }> {
  requirePermission(ctx, "standing.confirm");
  const { id, version, assertion } = parseInput(confirmSchema, input);
  return refusingOnRecord(ctx, { verb: "standing.confirm", resource: id }, () =>
    inSqlTransaction(async (tx) => {
      const { found } = await requireStandingApproval(tx, { id, version });
      const origin = await requireOrigin(tx, ctx, found.fromId);
      if (found.proposedById === ctx.actor.id) throw new CountersignError("forbidden", NOT_BOTH);
      if (found.version !== version) throw movedMeanwhile();
      const bar = barOfConfirming(found, ctx.actor.id) ?? origin.bar;
      if (bar) throw new CountersignError("conflict", bar);
      const { digest } = termsOfRow(origin, found);
      const evidence = await signatureUnder(tx, ctx, { origin, digest, assertion });
      if (!(await writeConfirmed(tx, found, { personId: ctx.actor.id, evidence }))) throw movedMeanwhile();
      const { fromId, maxUses, tier, proposedById, agentId } = found;
      const details = {
        ...{ fromId, maxUses, expiresAt: found.expiresAt.toISOString(), tier, proposedById },
        termsDigest: digest,
        evidenceDigest: evidence ? digestOf(canonicalBytes(evidence)) : null,
      };
      await recordEvent(tx, ctx, { type: "standing.confirmed", targetId: id, agentId, details });
      return { version: version + 1 };
    }),
  );
}

const NOT_BOTH = "You proposed it, so somebody else agrees to it.";
