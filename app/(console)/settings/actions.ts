"use server";

import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/http/action";
import type { ActionState } from "@/lib/http/action-state";
import { endSession, type PreferencesPatch, savePreferences } from "@/lib/people";

export async function savePreferencesAction(patch: PreferencesPatch): Promise<ActionState<void>> {
  return await runAction(async (ctx) => {
    await savePreferences(ctx, patch);
    revalidatePath("/", "layout");
  });
}

export async function endOwnSessionAction(sessionId: string): Promise<ActionState<{ ended: boolean }>> {
  return await runAction(async (ctx) => {
    const answer = await endSession(ctx, { sessionId });
    revalidatePath("/settings");
    return answer;
  });
}
