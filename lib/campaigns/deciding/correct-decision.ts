import { requirePermission } from "@/lib/access";
import { refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { dutyBar } from "../rules";
import { signoffDigest } from "../signoff-digest";
import { castOf, requireSayable } from "./ballot";
import { cast } from "./cast";
import type { Decided } from "./decide-item";
import { settleDrift } from "./drift";
import { type Case, holdCases, requireShared, requireSight } from "./load";
import { refusalFor } from "./refuse";
import { type CorrectDecisionInput, correctDecisionSchema, type DecideItem } from "./schema";
import { insertSignoff } from "./signing-store";
import { requireTransferable } from "./transfer";

/**
 * Corrects what the caller signed off, in words and never by overwriting (C3): what they said before stays, and the correction is
 * signed with it. Possible while the campaign decides.
 * @throws CountersignError `forbidden` (recorded), `conflict` when it was not signed by the caller, the campaign is over, or the
 * right has changed; `unmet`, `not_found`
 */
export async function correctDecision(ctx: Context, input: CorrectDecisionInput): Promise<Decided> {
  requirePermission(ctx, "campaigns.review");
  const wanted = parseInput(correctDecisionSchema, input);
  const attempt = { verb: "campaigns.review", resource: `${wanted.campaignId}/${wanted.number}` } as const;
  const outcome = await refusingOnRecord(ctx, attempt, () => inSqlTransaction((tx) => correctIn(tx, ctx, wanted)));
  if (outcome instanceof CountersignError) throw outcome;
  return outcome;
}

async function correctIn(tx: SqlTx, ctx: Context, wanted: DecideItem): Promise<Decided | CountersignError> {
  const { number, campaignId } = wanted;
  const campaign = await requireShared(tx, ctx, campaignId, "item");
  const one = (await holdCases(tx, ctx, { campaign, numbers: [number] })).get(number);
  if (!one) throw notFound("item");
  requireSight(ctx, one);
  const refusal = correctionRefusal(one, ctx.actor.id, wanted);
  if (refusal) throw refusal;
  const item = await settleDrift(tx, ctx, { item: one.item, live: one.live, when: "decision" });
  if (item.state !== "signed_off" || wanted.digest !== one.live?.digest) {
    return new CountersignError("conflict", "This right changed since you opened it: look at it again.");
  }
  const current = { ...one, item };
  requireSayable(current, wanted);
  await requireTransferable(tx, current, wanted);
  const signoffId = newId("cso", ctx.now);
  const personId = ctx.actor.id;
  const vote = castOf(current, personId, wanted);
  const state = vote.state === "decided" ? "signed_off" : vote.state;
  const by = { campaignId, personId, bulkId: null, signoffId };
  const written = (await cast(tx, ctx, { by, castings: [{ one: current, cast: { ...vote, state } }] })).get(number);
  const digest = signoffDigest([{ ...vote, at: written?.at ?? ctx.now }]);
  await insertSignoff(tx, { id: signoffId, campaignId, stage: vote.stage, personId, items: 1, digest });
  return { state, version: written?.version ?? item.version + 1 };
}

/** Why the caller cannot correct this; null when they can. */
export function correctionRefusal(
  { campaign, item, standing, facts }: Case,
  personId: string,
  wanted?: Pick<DecideItem, "decision">,
): CountersignError | null {
  const conflict = (message: string) => new CountersignError("conflict", message);
  if (campaign.state !== "active") return conflict("This campaign does not take decisions any more.");
  const own = standing.votes.find((vote) => vote.personId === personId);
  if (!own?.signed || item.state !== "signed_off") {
    return conflict("Only what you signed off is corrected; until then simply change it.");
  }
  if (!standing.active) return refusalFor("inactive");
  const duty = dutyBar(facts, personId);
  if (duty) return refusalFor(duty);
  // It would come back behind those who look at it in the stage that has begun.
  const milder = own.decision === "revoke" && wanted !== undefined && wanted.decision !== "revoke";
  if (milder && item.stage < campaign.stage) {
    return conflict("The next stage has begun without it: it can be taken out of the remediation at the close.");
  }
  return null;
}
