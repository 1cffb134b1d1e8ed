import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { requireInvolved } from "../review/reader";
import { signoffDigest } from "../signoff-digest";
import type { DECISIONS } from "../terms";
import { requireShared } from "./load";
import { type SignOffInput, signOffSchema } from "./schema";
import { holdDecided, insertSignoff, signVotes, type UnsignedVote } from "./signing-store";

/**
 * The caller stands by what they decided in the running stage (C3): from here on it is corrected, not changed. Signs every vote of
 * theirs on an item that is decided by now; an item is signed off once all who answered it have signed.
 * @returns how many were signed, and the digest over them (lib/campaigns/signoff-digest.ts)
 * @throws CountersignError `unmet` when nothing is decided; `conflict` when the campaign does not run; `not_found`
 */
export async function signOff(ctx: Context, input: SignOffInput): Promise<{ items: number; digest: string }> {
  requirePermission(ctx, "campaigns.review");
  const { campaignId } = parseInput(signOffSchema, input);
  return refusingOnRecord(ctx, { verb: "campaigns.review", resource: campaignId }, () =>
    inSqlTransaction((tx) => signIn(tx, ctx, campaignId)),
  );
}

async function signIn(tx: SqlTx, ctx: Context, campaignId: string): Promise<{ items: number; digest: string }> {
  const campaign = await requireShared(tx, ctx, campaignId);
  const { state, stage } = campaign;
  if (state !== "active") {
    await requireInvolved(tx, ctx, campaign);
    throw new CountersignError("conflict", "This campaign does not take decisions now.");
  }
  const personId = ctx.actor.id;
  const votes = await holdDecided(tx, { campaignId, stage, personId });
  if (votes.length === 0) {
    await requireInvolved(tx, ctx, campaign);
    throw new CountersignError("unmet", "You have decided nothing in this stage that is not signed off yet.");
  }
  const signoffId = newId("cso", ctx.now);
  const digest = signoffDigest(votes);
  const items = votes.length;
  await insertSignoff(tx, { id: signoffId, campaignId, stage, personId, items, digest });
  await signVotes(tx, { signoffId, campaignId, stage, personId, numbers: votes.map(({ number }) => number) });
  await recordEvent(tx, ctx, {
    type: "campaign.signed_off",
    targetId: campaignId,
    details: { signoffId, stage, items, digest, ...countsOf(votes) },
  });
  return { items, digest };
}

function countsOf(votes: readonly UnsignedVote[]): Record<(typeof DECISIONS)[number], number> {
  const of = (decision: string) => votes.filter((vote) => vote.decision === decision).length;
  return { keep: of("keep"), revoke: of("revoke"), reduce: of("reduce"), transfer: of("transfer") };
}
