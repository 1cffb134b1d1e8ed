"use server";

import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/http/action";
import {
  caseFromDecision,
  checkPolicy,
  createPolicy,
  explainDecision,
  pickAgent,
  proposeVersion,
  publishVersion,
  rejectVersion,
  replayPolicy,
  retirePolicy,
  rollBack,
  saveDraft,
  tryDecision,
  withdrawVersion,
} from "@/lib/policy";
import type {
  CaseFromDecisionInput,
  CheckPolicyInput,
  CreatePolicyInput,
  DecideVersionInput,
  ProposeVersionInput,
  RejectVersionInput,
  ReplayDraftInput,
  RetirePolicyInput,
  RollBackInput,
  SaveDraftInput,
  TryInput,
} from "@/lib/policy/schema";

export async function createPolicyAction(input: CreatePolicyInput) {
  return await runAction(async (ctx) => changed(await createPolicy(ctx, input)));
}

export async function saveDraftAction(input: SaveDraftInput) {
  return await runAction(async (ctx) => changed(await saveDraft(ctx, input)));
}

export async function checkPolicyAction(input: CheckPolicyInput) {
  return await runAction((ctx) => checkPolicy(ctx, input));
}

export async function replayPolicyAction(input: ReplayDraftInput) {
  return await runAction((ctx) => replayPolicy(ctx, input));
}

export async function proposeVersionAction(input: ProposeVersionInput) {
  return await runAction(async (ctx) => changed(await proposeVersion(ctx, input)));
}

export async function publishVersionAction(input: DecideVersionInput) {
  return await runAction(async (ctx) => changed(await publishVersion(ctx, input)));
}

export async function rejectVersionAction(input: RejectVersionInput) {
  return await runAction(async (ctx) => changed(await rejectVersion(ctx, input)));
}

export async function withdrawVersionAction(input: DecideVersionInput) {
  return await runAction(async (ctx) => changed(await withdrawVersion(ctx, input)));
}

export async function rollBackAction(input: Omit<RollBackInput, "reason">, reason: string) {
  return await runAction(async (ctx) => changed(await rollBack(ctx, { ...input, reason })));
}

export async function retirePolicyAction(input: Omit<RetirePolicyInput, "reason">, reason: string) {
  return await runAction(async (ctx) => changed(await retirePolicy(ctx, { ...input, reason })));
}

export async function caseFromDecisionAction(input: CaseFromDecisionInput) {
  return await runAction((ctx) => caseFromDecision(ctx, input));
}

export async function pickAgentAction(agentId: string) {
  return await runAction((ctx) => pickAgent(ctx, agentId));
}

export async function tryDecisionAction(input: TryInput) {
  return await runAction(async (ctx) => explainDecision(ctx, (await tryDecision(ctx, input)).id));
}

function changed<T>(value: T): T {
  revalidatePath("/policies", "layout");
  return value;
}
