"use server";

import {
  approveOverride,
  confirmFall,
  endOverride,
  overrideTier,
  previewTier,
  rejectOverride,
  withdrawOverride,
} from "@/lib/agents";
import type {
  ApproveOverrideInput,
  ConfirmFallInput,
  EndOverrideInput,
  OverrideTierInput,
  PreviewTierInput,
  RejectOverrideInput,
  WithdrawOverrideInput,
} from "@/lib/agents/schema";
import { runAction } from "@/lib/http/action";

export async function overrideTierAction(input: OverrideTierInput) {
  return runAction((ctx) => overrideTier(ctx, input));
}

export async function approveOverrideAction(input: ApproveOverrideInput) {
  return runAction((ctx) => approveOverride(ctx, input));
}

export async function rejectOverrideAction(input: RejectOverrideInput) {
  return runAction((ctx) => rejectOverride(ctx, input));
}

export async function withdrawOverrideAction(input: WithdrawOverrideInput) {
  return runAction((ctx) => withdrawOverride(ctx, input));
}

export async function endOverrideAction(input: EndOverrideInput) {
  return runAction((ctx) => endOverride(ctx, input));
}

export async function confirmFallAction(input: ConfirmFallInput) {
  return runAction((ctx) => confirmFall(ctx, input));
}

export async function previewTierAction(input: PreviewTierInput) {
  return runAction((ctx) => previewTier(ctx, input));
}
