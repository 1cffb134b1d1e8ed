"use server";

import { revalidatePath } from "next/cache";
import { addIssuer, endIssuer, tryIssuer } from "@/lib/credentials";
import type { AddIssuerInput, EndIssuerInput, TryIssuerInput } from "@/lib/credentials/schema";
import { runAction } from "@/lib/http/action";

export async function addIssuerAction(input: AddIssuerInput) {
  return await runAction(async (ctx) => changed(await addIssuer(ctx, input)));
}

export async function endIssuerAction(input: EndIssuerInput) {
  return await runAction(async (ctx) => changed(await endIssuer(ctx, input)));
}

export async function tryIssuerAction(input: TryIssuerInput) {
  return await runAction((ctx) => tryIssuer(ctx, input));
}

function changed<T>(value: T): T {
  revalidatePath("/settings/issuers");
  return value;
}
