"use server";

import { revalidatePath } from "next/cache";
import { createApiKey, revokeApiKey } from "@/lib/api-keys";
import type { ApiKeyRef, CreateApiKeyInput } from "@/lib/api-keys/schema";
import { runAction } from "@/lib/http/action";

export async function createApiKeyAction(input: CreateApiKeyInput) {
  return await runAction(async (ctx) => changed(await createApiKey(ctx, input)));
}

export async function revokeApiKeyAction(input: ApiKeyRef) {
  return await runAction(async (ctx) => changed(await revokeApiKey(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath("/settings", "layout");
  return value;
}
