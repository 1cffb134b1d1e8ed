"use server";

import { revalidatePath } from "next/cache";
import type { DefinitionFormProps } from "@/components/campaigns/definitions/definition-form";
import { editDefinition, pauseDefinition, resumeDefinition, retireDefinition } from "@/lib/campaigns";
import { runAction } from "@/lib/http/action";

type Edit = Parameters<typeof editDefinition>[1];

export async function editDefinitionAction(input: Parameters<DefinitionFormProps["actions"]["save"]>[0]) {
  return await runAction(async (ctx) => changed(await editDefinition(ctx, input as Edit)));
}

export async function pauseDefinitionAction(input: Parameters<typeof pauseDefinition>[1]) {
  return await runAction(async (ctx) => changed(await pauseDefinition(ctx, input)));
}

export async function resumeDefinitionAction(input: Parameters<typeof resumeDefinition>[1]) {
  return await runAction(async (ctx) => changed(await resumeDefinition(ctx, input)));
}

export async function retireDefinitionAction(input: Parameters<typeof retireDefinition>[1]) {
  return await runAction(async (ctx) => changed(await retireDefinition(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath("/campaigns", "layout");
  return value;
}
