"use server";

import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/http/action";
import { approveTemplate, proposeTemplate, retireTemplate } from "@/lib/templates";
import type { DecideTemplateInput, ProposeTemplateInput } from "@/lib/templates/schema";

export async function proposeTemplateAction(input: ProposeTemplateInput) {
  return await runAction(async (ctx) => changed(await proposeTemplate(ctx, input)));
}

export async function approveTemplateAction(input: DecideTemplateInput) {
  return await runAction(async (ctx) => changed(await approveTemplate(ctx, input)));
}

export async function retireTemplateAction(input: DecideTemplateInput) {
  return await runAction(async (ctx) => changed(await retireTemplate(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath("/agents/templates", "layout");
  return value;
}
