import type { Context } from "@/lib/context";
import { CountersignError, isCountersignError } from "@/lib/errors";
import { answerCall, denied } from "./answer";
import { type DecisionPoint, decisionPoint } from "./decision-point";
import { type Decided, type DecisionCaller, recordDecision } from "./record";
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
  { call, caller }: { call: Call; caller: DecisionCaller },
): Promise<Decided> {
  const started = performance.now();
  point.assertFresh();
  const { killEpoch } = point;
  const { number: snapshot } = point.snapshot;
  const ground = point.groundFor(call);
  const made = (answer: Answer) => {
    const durationMicros = Math.round((performance.now() - started) * 1_000);
    return { call, caller, ground, answer, durationMicros, snapshot };
  };
  let answer: Answer;
  try {
    answer = answerCall(ground, call, ctx.now);
  } catch (error) {
    if (isCountersignError(error) && error.code === "invalid") throw error;
    await recordDecision(ctx, made(denied("failure")));
    throw new CountersignError("unavailable", "This call could not be decided, so it is denied.");
  }
  const decided = await recordDecision(ctx, made(answer));
  if (!isAllowed(decided)) return decided;
  // Recording took a while: what was let through must still be let through at the moment of answering.
  point.assertFresh();
  const agents = [ground.agent, ...ground.chain];
  if (point.killEpoch !== killEpoch && point.stopping(call, agents)) {
    return recordDecision(ctx, made(denied("killed", answer.action)));
  }
  if (caller.kind !== "person") point.snapshot.noteUse(decided.entitlementIds);
  return decided;
}

export function isAllowed(answer: Pick<Answer, "outcome">): boolean {
  return answer.outcome === "allow" || answer.outcome === "allow_with_warning";
}
