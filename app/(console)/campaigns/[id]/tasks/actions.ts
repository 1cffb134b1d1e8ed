"use server";

import { revalidatePath } from "next/cache";
import { type SettleTaskInput, settleTask } from "@/lib/campaigns";
import { runAction } from "@/lib/http/action";

export async function settleTaskAction(input: SettleTaskInput) {
  return await runAction(async (ctx) => {
    const settled = await settleTask(ctx, input);
    revalidatePath("/campaigns", "layout");
    return settled;
  });
}
