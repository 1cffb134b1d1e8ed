"use server";

import { revalidatePath } from "next/cache";
import { beginDecisionSigning, type SignedDecision } from "@/lib/approvals";
import { runAction } from "@/lib/http/action";
import { setMailPreference } from "@/lib/notifications";
import type { MailPreferenceInput } from "@/lib/notifications/schema";
import { beginEnrolment, finishEnrolment, removePasskey, revokePasskey } from "@/lib/passkeys";
import type { FinishEnrolmentInput } from "@/lib/passkeys/schema";
import { type AbsenceInput, endAbsence, endSession, setAbsence } from "@/lib/people";

export async function beginEnrolmentAction() {
  return await runAction((ctx) => beginEnrolment(ctx));
}

export async function finishEnrolmentAction(input: FinishEnrolmentInput) {
  return await runAction(async (ctx) => changed(await finishEnrolment(ctx, input)));
}

export async function removePasskeyAction(id: string) {
  return await runAction(async (ctx) => changed(await removePasskey(ctx, { id })));
}

/** Of somebody else: an administrator's, for a lost device. */
export async function revokePasskeyAction(input: { id: string; reason: string }) {
  return await runAction(async (ctx) => {
    const answer = await revokePasskey(ctx, input);
    revalidatePath("/people", "layout");
    return answer;
  });
}

/** Begins the signature under a decision, for the button that decides; decides nothing. */
export async function beginDecisionSigningAction(decision: SignedDecision) {
  return await runAction((ctx) => beginDecisionSigning(ctx, decision));
}

export async function endSessionAction(sessionId: string) {
  return await runAction(async (ctx) => changed(await endSession(ctx, { sessionId })));
}

/** One's own: whose it is comes from the session. */
export async function setAbsenceAction(input: Omit<AbsenceInput, "personId">) {
  return await runAction(async (ctx) => changed(await setAbsence(ctx, { ...input, personId: ctx.actor.id })));
}

export async function endAbsenceAction(id: string) {
  return await runAction(async (ctx) => changed(await endAbsence(ctx, { id })));
}

export async function setMailPreferenceAction(input: MailPreferenceInput) {
  return await runAction(async (ctx) => changed(await setMailPreference(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath("/account");
  return value;
}
