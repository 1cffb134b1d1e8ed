import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { insertNotices } from "@/lib/notices";
import { parseInput } from "@/lib/parse";
import { needsPasskey, reviewersOf } from "../deciding/eligibility";
import { type DecisionEvidence, verifyDecisionSignature } from "../deciding/signing";
import { endOf, type Origin, requireOrigin, signedTerms, termsOf } from "./load";
import { requireBounded } from "./offer-standing";
import { type ProposeInput, proposeSchema } from "./schema";
import { insertStanding } from "./store";

/**
 * Proposes that the next requests like an approved one need not be asked about (A4, A7): so often, for so long, within these
 * bounds. Nothing is approved by it before a second person agrees.
 * @throws CountersignError `forbidden` (recorded) for who may not decide such requests, `unmet`, `invalid` naming what is not bound
 */
export async function proposeStanding(ctx: Context, input: ProposeInput): Promise<{ id: string; version: number }> {
  requirePermission(ctx, "standing.propose");
  const wanted = parseInput(proposeSchema, input);
  return refusingOnRecord(ctx, { verb: "standing.propose", resource: wanted.fromId }, () =>
    inSqlTransaction(async (tx) => {
      const origin = await requireOrigin(tx, ctx, wanted.fromId);
      requireBounded(origin.bar, origin.action.arguments, wanted.conditions);
      const { digest } = termsOf(origin, wanted);
      const evidence = await signatureUnder(tx, ctx, { origin, digest, assertion: wanted.assertion });
      const id = newId("std", ctx.now);
      const { row, action } = origin;
      const expiresAt = endOf(ctx.now, wanted.days);
      const { conditions, maxUses, reason } = wanted;
      await insertStanding(tx, {
        ...{ id, conditions, maxUses, reason, expiresAt },
        ...{ agentId: row.agentId, server: row.server, tool: row.tool, groups: [...row.groups].sort(), fromId: row.id },
        ...{ toolHash: row.toolHash, fingerprint: row.fingerprint, policies: [...action.policies], tier: row.tier },
        ...{ proposedById: ctx.actor.id, proposedAt: ctx.now, proposedEvidence: evidence },
      });
      const details = {
        ...{ fromId: row.id, maxUses, expiresAt: expiresAt.toISOString(), tier: row.tier, reason },
        termsDigest: digest,
      };
      await recordEvent(tx, ctx, { type: "standing.proposed", targetId: id, agentId: row.agentId, details });
      await tellOthers(tx, ctx, origin);
      return { id, version: 1 };
    }),
  );
}

/** The signature under terms of this digest; null where the tier asks for none and none was given. */
export async function signatureUnder(
  tx: SqlTx,
  ctx: Context,
  { origin, digest, assertion }: { origin: Origin; digest: string; assertion: unknown },
): Promise<DecisionEvidence | null> {
  if (!needsPasskey(origin.row.tier) && assertion === undefined) return null;
  const signed = { ...signedTerms(origin.row.id, digest), assertion };
  return (await verifyDecisionSignature(tx, ctx, signed)).evidence;
}

async function tellOthers(tx: SqlTx, ctx: Context, { facts, row }: Origin): Promise<void> {
  const others = reviewersOf(facts).filter(({ id }) => id !== ctx.actor.id);
  const content = { server: row.server, tool: row.tool };
  const notices = others.map(({ id }) => ({ personId: id, kind: "standing_proposed", agentId: row.agentId, content }));
  await insertNotices(tx, notices, ctx.now);
}
