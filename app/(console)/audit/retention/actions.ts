"use server";

import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/http/action";
import {
  askErasure,
  askHold,
  askLift,
  confirmErasure,
  confirmHold,
  confirmLift,
  confirmRetention,
  findPeople,
  previewErasure,
  previewHold,
  refuseErasure,
  refuseHold,
  refuseLift,
  refuseRetention,
  setRetention,
} from "@/lib/retention";

export async function setRetentionAction(input: Parameters<typeof setRetention>[1]) {
  return await runAction(async (ctx) => changed(await setRetention(ctx, input)));
}

export async function confirmRetentionAction(input: Parameters<typeof confirmRetention>[1]) {
  return await runAction(async (ctx) => changed(await confirmRetention(ctx, input)));
}

export async function refuseRetentionAction(input: Parameters<typeof refuseRetention>[1]) {
  return await runAction(async (ctx) => changed(await refuseRetention(ctx, input)));
}

export async function askHoldAction(input: Parameters<typeof askHold>[1]) {
  return await runAction(async (ctx) => changed(await askHold(ctx, input)));
}

export async function confirmHoldAction(input: Parameters<typeof confirmHold>[1]) {
  return await runAction(async (ctx) => changed(await confirmHold(ctx, input)));
}

export async function refuseHoldAction(input: Parameters<typeof refuseHold>[1]) {
  return await runAction(async (ctx) => changed(await refuseHold(ctx, input)));
}

export async function askLiftAction(input: Parameters<typeof askLift>[1]) {
  return await runAction(async (ctx) => changed(await askLift(ctx, input)));
}

export async function confirmLiftAction(input: Parameters<typeof confirmLift>[1]) {
  return await runAction(async (ctx) => changed(await confirmLift(ctx, input)));
}

export async function refuseLiftAction(input: Parameters<typeof refuseLift>[1]) {
  return await runAction(async (ctx) => changed(await refuseLift(ctx, input)));
}

export async function previewHoldAction(scope: Parameters<typeof previewHold>[1]) {
  return await runAction((ctx) => previewHold(ctx, scope));
}

export async function askErasureAction(input: Parameters<typeof askErasure>[1]) {
  return await runAction(async (ctx) => changed(await askErasure(ctx, input)));
}

export async function confirmErasureAction(input: Parameters<typeof confirmErasure>[1]) {
  return await runAction(async (ctx) => changed(await confirmErasure(ctx, input)));
}

export async function refuseErasureAction(input: Parameters<typeof refuseErasure>[1]) {
  return await runAction(async (ctx) => changed(await refuseErasure(ctx, input)));
}

export async function previewErasureAction(personId: string) {
  return await runAction((ctx) => previewErasure(ctx, personId));
}

/** People by name or address, to choose one from. */
export async function findPeopleAction(text: string, onlyLeft: boolean) {
  return await runAction(async (ctx) =>
    (await findPeople(ctx, text, onlyLeft)).map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
  );
}

function changed<T>(value: T): T {
  revalidatePath("/audit/retention");
  return value;
}
