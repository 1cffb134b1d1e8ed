"use server";

import {
  approveEntitlement,
  narrowEntitlement,
  previewNarrowing,
  prolongEntitlement,
  rejectEntitlement,
  requestEntitlement,
  resumeEntitlement,
  revokeEntitlement,
} from "@/lib/entitlements";
import type {
  ApproveEntitlementInput,
  EndEntitlementInput,
  NarrowEntitlementInput,
  PreviewNarrowingInput,
  ProlongEntitlementInput,
  RequestEntitlementInput,
} from "@/lib/entitlements/schema";
import { runAction } from "@/lib/http/action";

export async function requestEntitlementAction(input: RequestEntitlementInput) {
  return runAction((ctx) => requestEntitlement(ctx, input));
}

export async function approveEntitlementAction(input: ApproveEntitlementInput) {
  return runAction((ctx) => approveEntitlement(ctx, input));
}

export async function rejectEntitlementAction(input: EndEntitlementInput) {
  return runAction((ctx) => rejectEntitlement(ctx, input));
}

export async function revokeEntitlementAction(input: EndEntitlementInput) {
  return runAction((ctx) => revokeEntitlement(ctx, input));
}

export async function resumeEntitlementAction(input: EndEntitlementInput) {
  return runAction((ctx) => resumeEntitlement(ctx, input));
}

export async function narrowEntitlementAction(input: NarrowEntitlementInput) {
  return runAction((ctx) => narrowEntitlement(ctx, input));
}

export async function previewNarrowingAction(input: PreviewNarrowingInput) {
  return runAction((ctx) => previewNarrowing(ctx, input));
}

export async function prolongEntitlementAction(input: ProlongEntitlementInput) {
  return runAction((ctx) => prolongEntitlement(ctx, input));
}
