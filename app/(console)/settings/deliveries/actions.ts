"use server";

import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/http/action";
import { retryDelivery } from "@/lib/notifications";

export async function retryDeliveryAction(input: { id: string }) {
  return await runAction(async (ctx) => {
    const answer = await retryDelivery(ctx, input);
    revalidatePath("/settings/deliveries");
    return answer;
  });
}
