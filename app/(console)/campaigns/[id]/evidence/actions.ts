"use server";

import { revalidatePath } from "next/cache";
import { askPack } from "@/lib/campaigns";
import { runAction } from "@/lib/http/action";

export async function askPackAction(input: { campaignId: string }) {
  return await runAction(async (ctx) => {
    const pack = await askPack(ctx, input);
    revalidatePath(`/campaigns/${input.campaignId}/evidence`);
    return pack;
  });
}
