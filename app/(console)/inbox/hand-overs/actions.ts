"use server";

import { acceptHandOver, acceptHandOvers, declineHandOver, offerHandOver, withdrawHandOver } from "@/lib/agents";
import type {
  AcceptHandOverInput,
  AcceptHandOversInput,
  DeclineHandOverInput,
  OfferHandOverInput,
  WithdrawHandOverInput,
} from "@/lib/agents/schema";
import { runAction } from "@/lib/http/action";

export async function offerHandOverAction(input: OfferHandOverInput) {
  return runAction((ctx) => offerHandOver(ctx, input));
}

export async function acceptHandOverAction(input: AcceptHandOverInput) {
  return runAction((ctx) => acceptHandOver(ctx, input));
}

export async function acceptHandOversAction(input: AcceptHandOversInput) {
  return runAction((ctx) => acceptHandOvers(ctx, input));
}

export async function declineHandOverAction(input: DeclineHandOverInput) {
  return runAction((ctx) => declineHandOver(ctx, input));
}

export async function withdrawHandOverAction(input: WithdrawHandOverInput) {
  return runAction((ctx) => withdrawHandOver(ctx, input));
}
