"use server";

import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/http/action";
import type { ActionState } from "@/lib/http/action-state";
import { type PreferencesPatch, savePreferences } from "@/lib/people";

export async function savePreferencesAction(patch: PreferencesPatch): Promise<ActionState<void>> {
  return await runAction(async (ctx) => {
    await savePreferences(ctx, patch);
    revalidatePath("/", "layout");
  });
}
