"use server";

import { revalidatePath } from "next/cache";
import {
  beginExceptionsSigning,
  type ExceptionsInput,
  type FinishInput,
  finishCampaign,
  type SignExceptionsInput,
  signExceptions,
  type UndoInput,
  undoRemediation,
  withdrawRemediation,
} from "@/lib/campaigns";
import { runAction } from "@/lib/http/action";

/** Gives back one item, or a wave. */
export async function undoRemediationAction(input: UndoInput) {
  return await runAction(async (ctx) => changed(input.campaignId, await undoRemediation(ctx, input)));
}

/** Takes out one item, or a wave, before it is applied. */
export async function withdrawRemediationAction(input: UndoInput) {
  return await runAction(async (ctx) => changed(input.campaignId, await withdrawRemediation(ctx, input)));
}

/** Begins the signature under the exceptions; decides nothing. */
export async function beginExceptionsSigningAction(input: ExceptionsInput) {
  return await runAction((ctx) => beginExceptionsSigning(ctx, input));
}

export async function signExceptionsAction(input: SignExceptionsInput) {
  return await runAction(async (ctx) => changed(input.campaignId, await signExceptions(ctx, input)));
}

export async function finishCampaignAction(input: FinishInput) {
  return await runAction(async (ctx) => changed(input.id, await finishCampaign(ctx, input)));
}

function changed<T>(id: string, value: T): T {
  revalidatePath(`/campaigns/${id}`, "layout");
  return value;
}
