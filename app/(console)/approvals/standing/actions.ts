"use server";

import { revalidatePath } from "next/cache";
import {
  beginConfirmationSigning,
  beginProposalSigning,
  type ConfirmInput,
  confirmStanding,
  type EndInput,
  type ExtentInput,
  type ProposeInput,
  proposeStanding,
  rejectStanding,
  revokeStanding,
} from "@/lib/approvals";
import { runAction } from "@/lib/http/action";

export async function proposeStandingAction(input: ProposeInput) {
  return await runAction(async (ctx) => changed(await proposeStanding(ctx, input)));
}

/** Begins the signature under what is proposed; decides nothing. */
export async function beginProposalSigningAction(input: ExtentInput) {
  return await runAction((ctx) => beginProposalSigning(ctx, input));
}

/** Begins the second person's signature; decides nothing. */
export async function beginConfirmationSigningAction(id: string) {
  return await runAction((ctx) => beginConfirmationSigning(ctx, { id }));
}

export async function confirmStandingAction(input: ConfirmInput) {
  return await runAction(async (ctx) => changed(await confirmStanding(ctx, input)));
}

export async function rejectStandingAction(input: EndInput) {
  return await runAction(async (ctx) => changed(await rejectStanding(ctx, input)));
}

export async function revokeStandingAction(input: EndInput) {
  return await runAction(async (ctx) => changed(await revokeStanding(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath("/approvals/standing");
  return value;
}
