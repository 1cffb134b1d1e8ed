"use server";

import type { Answer, BulkAnswer } from "@/components/campaigns/review/types";
import {
  correctDecision,
  type DecideItemInput,
  decideBulk,
  decideItem,
  type ReassignItemInput,
  reassignItem,
  signOff,
} from "@/lib/campaigns";
import { runAction } from "@/lib/http/action";

export async function decideItemAction(answer: Answer) {
  return await runAction((ctx) => decideItem(ctx, answer as DecideItemInput));
}

export async function correctDecisionAction(answer: Answer) {
  return await runAction((ctx) => correctDecision(ctx, answer as Parameters<typeof correctDecision>[1]));
}

export async function decideBulkAction(answer: BulkAnswer) {
  return await runAction((ctx) => decideBulk(ctx, answer as Parameters<typeof decideBulk>[1]));
}

export async function reassignItemAction(input: ReassignItemInput) {
  return await runAction((ctx) => reassignItem(ctx, input));
}

export async function signOffAction(input: { campaignId: string }) {
  return await runAction((ctx) => signOff(ctx, input));
}
