"use server";

import { revalidatePath } from "next/cache";
import { addBreakGlassMember, changeSettings, liftAskingStop, removeBreakGlassMember } from "@/lib/approvals";
import { runAction } from "@/lib/http/action";

const PAGE = "/settings/approvals";

export async function changeSettingsAction(input: Parameters<typeof changeSettings>[1]) {
  return await runAction(async (ctx) => changed(await changeSettings(ctx, input)));
}

export async function liftAskingStopAction(input: { id: string; reason: string }) {
  return await runAction(async (ctx) => changed(await liftAskingStop(ctx, input)));
}

export async function addBreakGlassMemberAction(input: { personId: string }) {
  return await runAction(async (ctx) => changed(await addBreakGlassMember(ctx, input)));
}

export async function removeBreakGlassMemberAction(input: { personId: string }) {
  return await runAction(async (ctx) => changed(await removeBreakGlassMember(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath(PAGE);
  return value;
}
