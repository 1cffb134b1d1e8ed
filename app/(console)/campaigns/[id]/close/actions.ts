"use server";

import { revalidatePath } from "next/cache";
import { askClose, type CloseInput, confirmClose, type WithdrawCloseInput, withdrawClose } from "@/lib/campaigns";
import { runAction } from "@/lib/http/action";

export async function askCloseAction(input: CloseInput) {
  return await runAction(async (ctx) => changed(input.id, await askClose(ctx, input)));
}

export async function confirmCloseAction(input: CloseInput) {
  return await runAction(async (ctx) => changed(input.id, await confirmClose(ctx, input)));
}

export async function withdrawCloseAction(input: WithdrawCloseInput) {
  return await runAction(async (ctx) => changed(input.id, await withdrawClose(ctx, input)));
}

function changed<T>(id: string, value: T): T {
  revalidatePath(`/campaigns/${id}`, "layout");
  return value;
}
