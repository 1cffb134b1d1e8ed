import type { Context } from "@/lib/context";
import { denied } from "./answer";
import { CallInHand } from "./call-in-hand";
import { type DecisionPoint, decisionPoint } from "./decision-point";
import type { Decided, DecisionCaller } from "./record";
import type { Answer, Call } from "./types";

/**
 * Decides one call, records the decision, and only then answers (Z4, L1). The same for every door.
 * @throws CountersignError `invalid` for a call that cannot be decided about; `unavailable` or `sealed` when it cannot be decided
 * or recorded, which is a denial
 */
export async function decide(ctx: Context, call: Call, caller: DecisionCaller): Promise<Decided> {
  return decideOn(await decisionPoint(), ctx, { call, caller });
}

/** As `decide`, on a decision point that the caller holds. */
export async function decideOn(
  point: DecisionPoint,
  ctx: Context,
  asked: { call: Call; caller: DecisionCaller },
): Promise<Decided> {
  const held = new CallInHand(point, ctx, asked);
  const decided = await held.record(await held.answer());
  if (!isAllowed(decided)) return decided;
  if (held.isKilledMeanwhile()) return held.record(denied("killed", decided.action));
  held.noteUse(decided.entitlementIds);
  return decided;
}

export function isAllowed(answer: Pick<Answer, "outcome">): boolean {
  return answer.outcome === "allow" || answer.outcome === "allow_with_warning";
}
