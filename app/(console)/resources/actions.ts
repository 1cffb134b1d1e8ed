"use server";

import { createResource, editResource, linkTools, unlinkTools } from "@/lib/agents";
import type { CreateResourceInput, EditResourceInput, LinkToolsInput, UnlinkToolsInput } from "@/lib/agents/schema";
import { runAction } from "@/lib/http/action";

export async function createResourceAction(input: CreateResourceInput) {
  return await runAction(async (ctx) => ({
    ...(await createResource(ctx, input)),
    said: `${input.name} is registered`,
  }));
}

export async function editResourceAction(input: EditResourceInput) {
  return await runAction(async (ctx) => {
    const { settled, raised } = await editResource(ctx, input);
    const rated = settled ? `: ${settled} agents rated anew, ${raised} rose` : "";
    return { id: input.id, said: `Saved${rated}` };
  });
}

export async function linkToolsAction(input: LinkToolsInput) {
  return await runAction((ctx) => linkTools(ctx, input));
}

export async function unlinkToolsAction(input: UnlinkToolsInput) {
  return await runAction((ctx) => unlinkTools(ctx, input));
}
