"use server";

import { noteAnomaly } from "@/lib/campaigns";
import { runAction } from "@/lib/http/action";

export async function noteAnomalyAction(input: Parameters<typeof noteAnomaly>[1]) {
  return await runAction(async (ctx) => {
    await noteAnomaly(ctx, input);
    return null;
  });
}
