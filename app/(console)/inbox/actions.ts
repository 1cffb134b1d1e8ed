"use server";

import { refresh } from "next/cache";
import { runAction } from "@/lib/http/action";
import { markSeen } from "@/lib/notices";
import type { MarkSeenInput } from "@/lib/notices/schema";

export async function markSeenAction(input: MarkSeenInput) {
  return runAction(async (ctx) => {
    const done = await markSeen(ctx, input);
    // The count in the navigation is drawn by the layout.
    refresh();
    return done;
  });
}
