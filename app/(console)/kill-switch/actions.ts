"use server";

import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/http/action";
import { liftSwitch, requestLift, throwSwitch } from "@/lib/incidents";
import type { LiftSwitchInput, RequestLiftInput, ThrowSwitchInput } from "@/lib/incidents/schema";

export async function throwSwitchAction(input: ThrowSwitchInput) {
  return await runAction(async (ctx) => changed(await throwSwitch(ctx, input)));
}

export async function requestLiftAction(input: RequestLiftInput) {
  return await runAction(async (ctx) => changed(await requestLift(ctx, input)));
}

export async function liftSwitchAction(input: LiftSwitchInput) {
  return await runAction(async (ctx) => changed(await liftSwitch(ctx, input)));
}

/** The banner stands on every page. */
function changed<T>(value: T): T {
  revalidatePath("/", "layout");
  return value;
}
