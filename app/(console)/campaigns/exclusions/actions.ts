"use server";

import { revalidatePath } from "next/cache";
import { decideExclusion, endExclusion, requestExclusion } from "@/lib/campaigns";
import { listEntitlements } from "@/lib/entitlements";
import { targetText } from "@/lib/entitlements/present";
import { runAction } from "@/lib/http/action";

export async function requestExclusionAction(input: Parameters<typeof requestExclusion>[1]) {
  return await runAction(async (ctx) => changed(await requestExclusion(ctx, input)));
}

export async function decideExclusionAction(input: Parameters<typeof decideExclusion>[1]) {
  return await runAction(async (ctx) => changed(await decideExclusion(ctx, input)));
}

export async function endExclusionAction(input: Parameters<typeof endExclusion>[1]) {
  return await runAction(async (ctx) => changed(await endExclusion(ctx, input)));
}

/** The grants in force of an agent, to choose one from. */
export async function grantsOfAction(agentId: string) {
  return await runAction(async (ctx) =>
    (await listEntitlements(ctx, agentId))
      .filter(({ state }) => state === "active")
      .map((grant) => ({ value: grant.id, label: `${targetText(grant)} (${grant.actions.join(", ")})` })),
  );
}

function changed<T>(value: T): T {
  revalidatePath("/campaigns/exclusions");
  return value;
}
