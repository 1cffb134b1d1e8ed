"use server";

import {
  type DecideInput,
  decideApproval,
  type LowerInput,
  lowerAction,
  noteView,
  reopenRequest,
  resolveUnknown,
  reviewBreakGlass,
  revokeApproval,
} from "@/lib/approvals";
import { runAction } from "@/lib/http/action";

export async function decideAction(input: DecideInput) {
  return await runAction((ctx) => decideApproval(ctx, input));
}

/** What would run once the lowered values are lowered; decides nothing. */
export async function narrowAction(input: LowerInput) {
  return await runAction((ctx) => lowerAction(ctx, input));
}

export async function revokeAction(input: { id: string; reason: string }) {
  return await runAction((ctx) => revokeApproval(ctx, input));
}

export async function reopenAction(input: { id: string; reason: string }) {
  return await runAction((ctx) => reopenRequest(ctx, input));
}

export async function reviewGlassAction(input: { id: string; verdict: "justified" | "not_justified"; note: string }) {
  return await runAction((ctx) => reviewBreakGlass(ctx, input));
}

export async function resolveAction(input: { id: string; outcome: "executed" | "failed"; note: string }) {
  return await runAction((ctx) => resolveUnknown(ctx, input));
}

export async function noteViewAction(input: { id: string; dwellMillis: number }) {
  return await runAction((ctx) => noteView(ctx, input));
}
