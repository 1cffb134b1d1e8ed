"use server";

import { revalidatePath } from "next/cache";
import type { DraftInput, KeptDraft, WizardActions } from "@/components/campaigns/wizard/types";
import {
  cancelCampaign,
  countScope,
  createDefinition,
  deleteDraft,
  draftCampaign,
  editDraft,
  launchCampaign,
  pauseCampaign,
  previewLaunch,
  previewSchedule,
  resumeCampaign,
} from "@/lib/campaigns";
import type { CampaignPlan } from "@/lib/campaigns/terms";
import { runAction } from "@/lib/http/action";

/** Forms hold plans that nobody writes into; verbs read them as they read anything that comes from outside. */
type PlanInput = Parameters<typeof draftCampaign>[1]["plan"];

/** What a scope takes in; writes nothing. */
export async function countScopeAction({ kinds, scope }: Pick<CampaignPlan, "kinds" | "scope">) {
  return await runAction((ctx) => countScope(ctx, { kinds, scope } as Pick<PlanInput, "kinds" | "scope">));
}

/** What a launch would do; writes nothing. */
export async function previewLaunchAction({ plan, ...input }: Parameters<WizardActions["preview"]>[0]) {
  return await runAction((ctx) => previewLaunch(ctx, { ...input, plan: plan as PlanInput }));
}

/** The next five dates of a rule; writes nothing. */
export async function previewScheduleAction(input: { rule: string; timeZone: string }) {
  return await runAction(async (ctx) => previewSchedule(ctx, { ...input, count: 5 }));
}

export async function draftCampaignAction({ plan, ...input }: DraftInput & { definitionId: string | null }) {
  return await runAction(async (ctx) => {
    const { id } = await draftCampaign(ctx, { ...input, plan: plan as PlanInput });
    return changed({ id, version: 1 });
  });
}

export async function editDraftAction({ id, version, plan, ...changes }: DraftInput & KeptDraft) {
  return await runAction(async (ctx) =>
    changed(await editDraft(ctx, { id, version, changes: { ...changes, plan: plan as PlanInput } })),
  );
}

export async function deleteDraftAction(input: Parameters<typeof deleteDraft>[1]) {
  return await runAction(async (ctx) => changed(await deleteDraft(ctx, input)));
}

export async function launchCampaignAction(input: Parameters<typeof launchCampaign>[1]) {
  return await runAction(async (ctx) => changed(await launchCampaign(ctx, input)));
}

export async function createDefinitionAction({ plan, ...input }: DraftInput & { schedule: string }) {
  return await runAction(async (ctx) => changed(await createDefinition(ctx, { ...input, plan: plan as PlanInput })));
}

export async function pauseCampaignAction(input: Parameters<typeof pauseCampaign>[1]) {
  return await runAction(async (ctx) => changed(await pauseCampaign(ctx, input)));
}

export async function resumeCampaignAction(input: Parameters<typeof resumeCampaign>[1]) {
  return await runAction(async (ctx) => changed(await resumeCampaign(ctx, input)));
}

export async function cancelCampaignAction(input: Parameters<typeof cancelCampaign>[1]) {
  return await runAction(async (ctx) => changed(await cancelCampaign(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath("/campaigns", "layout");
  return value;
}
