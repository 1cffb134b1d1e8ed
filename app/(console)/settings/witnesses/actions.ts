"use server";

import { revalidatePath } from "next/cache";
import { addWitness, removeWitness } from "@/lib/audit";
import { runAction } from "@/lib/http/action";

export async function addWitnessAction(input: { vkey: string; url: string }) {
  return await runAction(async (ctx) => changed(await addWitness(ctx, input)));
}

export async function removeWitnessAction(input: { name: string }) {
  return await runAction(async (ctx) => changed(await removeWitness(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath("/settings/witnesses");
  return value;
}
