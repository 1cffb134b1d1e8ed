import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { needsPasskey } from "../deciding/eligibility";
import { beginDecisionSigning } from "../deciding/signing";
import { LIMITS } from "../terms";
import { boundablesIn, flawsIn } from "./bounds";
import { requireOrigin, signedTerms, termsOf, termsOfRow } from "./load";
import { type ExtentInput, extentSchema, offerSchema, standingIdSchema } from "./schema";
import { loadStanding } from "./store";
import type { StandingOffer } from "./views";

/**
 * What can be approved in advance from this request: its arguments as they can be bound (A4). Changes nothing.
 * @throws CountersignError `forbidden`, `not_found`; `unmet` with the sentence when none grows out of it
 */
export async function offerStanding(ctx: Context, input: { fromId: string }): Promise<StandingOffer> {
  requirePermission(ctx, "standing.propose");
  const { fromId } = parseInput(offerSchema, input);
  return await inSqlTransaction(async (tx) => {
    const origin = await requireOrigin(tx, ctx, fromId);
    if (origin.bar) throw new CountersignError("unmet", origin.bar);
    const { action, row } = origin;
    return {
      fromId,
      server: action.server,
      tool: action.tool,
      arguments: boundablesIn(action.arguments),
      groups: row.groups,
      signed: needsPasskey(row.tier),
      mostUses: LIMITS.standingUses,
      mostDays: LIMITS.standingDays,
    };
  });
}

/** Begins the proposer's signature under exactly these terms (tier high). Decides nothing. @throws as `proposeStanding` */
export async function beginProposalSigning(ctx: Context, input: ExtentInput) {
  requirePermission(ctx, "standing.propose");
  const extent = parseInput(extentSchema, input);
  const { digest } = await inSqlTransaction(async (tx) => {
    const origin = await requireOrigin(tx, ctx, extent.fromId);
    requireBounded(origin.bar, origin.action.arguments, extent.conditions);
    return termsOf(origin, extent);
  });
  return await beginDecisionSigning(ctx, signedTerms(extent.fromId, digest));
}

/** Begins the second person's signature under the terms that are proposed. Decides nothing. @throws as `confirmStanding` */
export async function beginConfirmationSigning(ctx: Context, input: { id: string }) {
  requirePermission(ctx, "standing.confirm");
  const { id } = parseInput(standingIdSchema, input);
  const signed = await inSqlTransaction(async (tx) => {
    const found = await loadStanding(tx, id);
    if (!found)
      throw new CountersignError("not_found", "There is no standing approval with this id, or you may not see it.");
    const origin = await requireOrigin(tx, ctx, found.fromId);
    return signedTerms(found.fromId, termsOfRow(origin, found).digest);
  });
  return await beginDecisionSigning(ctx, signed);
}

/** @throws CountersignError `unmet` where none grows out of the request, `invalid` naming what is not bound */
export function requireBounded(
  bar: string | null,
  args: Parameters<typeof flawsIn>[0],
  conditions: Parameters<typeof flawsIn>[1],
): void {
  if (bar) throw new CountersignError("unmet", bar);
  const flaws = flawsIn(args, conditions);
  if (flaws.length) throw new CountersignError("invalid", "Not everything is bound that has to be.", flaws);
}
