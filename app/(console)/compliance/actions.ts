"use server";

import { revalidatePath } from "next/cache";
import { assignControl, beginGuide, checkControls, putAside, scopeControl, takeUp } from "@/lib/compliance";
import type {
  AssignControlInput,
  BeginGuideInput,
  PutAsideInput,
  ScopeControlInput,
  TakeUpInput,
} from "@/lib/compliance/schema";
import { runAction } from "@/lib/http/action";

export async function checkControlsAction() {
  return await runAction(async (ctx) => changed(await checkControls(ctx)));
}

export async function assignControlAction(input: AssignControlInput) {
  return await runAction(async (ctx) => changed(await assignControl(ctx, input)));
}

export async function scopeControlAction(input: ScopeControlInput) {
  return await runAction(async (ctx) => changed(await scopeControl(ctx, input)));
}

export async function beginGuideAction(input: BeginGuideInput) {
  return await runAction(async (ctx) => changed(await beginGuide(ctx, input)));
}

export async function putAsideAction(input: PutAsideInput) {
  return await runAction(async (ctx) => changed(await putAside(ctx, input)));
}

export async function takeUpAction(input: TakeUpInput) {
  return await runAction(async (ctx) => changed(await takeUp(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath("/compliance", "layout");
  return value;
}
