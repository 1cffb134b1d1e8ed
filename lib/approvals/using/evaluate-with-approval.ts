import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import {
  type Answer,
  type Call,
  CallInHand,
  type Decided,
  type DecisionCaller,
  type DecisionPoint,
  denied,
  findDecided,
  isAllowed,
  type Json,
} from "@/lib/policy";
import type { UseRefusal } from "@/lib/policy/terms";
import { hasAsked } from "../asking/store";
import { actionIn, type BoundAction } from "../binding";
import { wantedOf } from "../current/action";
import { type CurrentFacts, readCurrentFacts } from "../current/store";
import { type ApprovalRow, moveApproval } from "../store";
import { differences } from "./compare";
import { recordOutcome } from "./record-outcome";
import { refuseUse } from "./refuse-use";
import { type NextAction, type Part, refusalAt, refusalFor } from "./rules";
import { stillGiven } from "./still-given";
import { lockByHandle } from "./store";

/** What a call that names an approval is answered. */
export interface Evaluated {
  decided: Decided;
  /** Null: the caller has none of that name. `effectiveArguments`: what a reviewer narrowed the call to. */
  approval: {
    handle: string;
    approvedUntil: Date | null;
    effectiveArguments: { readonly [key: string]: Json } | null;
  } | null;
  nextAction: NextAction | null;
  refusal: UseRefusal | null;
}

export interface UseInput {
  call: Call;
  caller: DecisionCaller;
  reference: { handle: string };
  /** Under the same key the same use is answered once more, where the first answer was lost. */
  useKey: string | null;
}

/** One use under way: the call, and what it is answered without any approval. */
export interface Use extends UseInput {
  held: CallInHand;
  plain: Answer;
}

/**
 * Decides a call that names an approval, and uses it up in the transaction that records the decision (A3, A6). Everything is asked
 * again on the facts of now: who asks, for what, on which version of agent, tool and policies, whether the people who approved it
 * still may, whether it is in time. Where anything fails the approval stays as it is, and the refusal is on record.
 * @throws CountersignError `invalid`, `unavailable`, `sealed` as `decide`: nothing was used up then
 */
export async function evaluateWithApproval(point: DecisionPoint, ctx: Context, input: UseInput): Promise<Evaluated> {
  const held = new CallInHand(point, ctx, input);
  const use = { ...input, held, plain: await held.answer() };
  const { evaluated, used } = await inSqlTransaction((tx) => useWithin(tx, ctx, use));
  if (evaluated.refusal) return evaluated;
  if (held.isKilledMeanwhile()) return notRun(ctx, use, { evaluated, used });
  held.noteUse(evaluated.decided.entitlementIds);
  return evaluated;
}

interface Outcome {
  evaluated: Evaluated;
  /** The row that this very call used up. */
  used: ApprovalRow | null;
}

async function useWithin(tx: SqlTx, ctx: Context, use: Use): Promise<Outcome> {
  const row = await lockByHandle(tx, use.reference.handle);
  const refuse = async (refusal: UseRefusal, over: Partial<Parameters<typeof refuseUse>[3]> = {}) => ({
    evaluated: await refuseUse(tx, ctx, use, { refusal, row, ...over }),
    used: null,
  });
  if (!row || !(await isTheirs(tx, row, use.caller)))
    return refuse("approval_unverifiable", { parts: row ? ["agent"] : [] });
  const facts = await readCurrentFacts(tx, wantedOf(use.call));
  const approved = actionIn(row.narrowed ?? row.bound);
  const parts = partsOf(use, approved, facts);
  const before = parts.length === 0 ? await usedBefore(tx, row, use) : null;
  if (before) return { evaluated: { ...answered(row, approved), decided: before }, used: null };
  const refusal = refusalAt(row, row.readAt) ?? refusalIn(row, { use, facts, parts });
  if (refusal) return refuse(refusal, { parts, facts });
  const approval = await stillGiven(tx, row);
  if (!approval) return refuse("votes_lapsed");
  const answer = await use.held.answer(approval);
  if (answer.outcome === "step_up") return refuse("out_of_scope", { parts: ["asker"] });
  if (!isAllowed(answer)) return refuse("policy_denied", { answer });
  const id = newId("dec", ctx.now);
  const set = { usedDecisionId: id, useKey: use.useKey };
  const used = await moveApproval(tx, { id: row.id, from: ["approved"], to: "consumed", set, timely: "approved" });
  if (!used) return refuse("approval_expired");
  const named = { id: row.id, personIds: approval.personIds, refusal: null };
  const decided = await use.held.recordWithin(tx, { ...answer, approval: named }, { id, approval });
  await recordUse(tx, ctx, { use, used, votes: approval.personIds });
  return { evaluated: { ...answered(used, approved), decided }, used };
}

/** The agent that it is about, or a gateway that asked for it. What was made up to test the review is nobody's. */
async function isTheirs(tx: SqlTx, row: ApprovalRow, { kind, id }: DecisionCaller): Promise<boolean> {
  if (row.callerKind === "canary" || kind === "person") return false;
  if (id === row.agentId || (kind === "gateway" && id === row.callerId)) return true;
  return kind === "gateway" && hasAsked(tx, id, row.id);
}

function partsOf({ call, plain, held }: Use, approved: BoundAction, facts: CurrentFacts): Part[] {
  return differences(approved, { call, plain, facts, policyVersion: (id) => held.policyVersion(id) });
}

function refusalIn(
  row: ApprovalRow,
  { use, facts, parts }: { use: Use; facts: CurrentFacts; parts: readonly Part[] },
): UseRefusal | null {
  // The call as it was asked for, and a reviewer approved less: nothing is wrong with it but that.
  if (row.narrowed && parts.length && partsOf(use, actionIn(row.bound), facts).length === 0) return "narrowed";
  if (parts.length) return refusalFor(parts);
  return use.plain.outcome === "deny" || !facts.rests ? "policy_denied" : null;
}

/** What the same use was answered before, where that answer may have been lost: same key, same caller, same action, in time. */
async function usedBefore(tx: SqlTx, row: ApprovalRow, { useKey, caller, plain }: Use): Promise<Decided | null> {
  const { status, usedDecisionId, approvedUntil, readAt } = row;
  if (status !== "consumed" || !usedDecisionId || useKey === null || row.useKey !== useKey) return null;
  if (plain.outcome === "deny" || !approvedUntil || approvedUntil <= readAt) return null;
  const found = await findDecided(tx, usedDecisionId);
  return found?.callerKind === caller.kind && found.callerId === caller.id ? found.decided : null;
}

function answered(row: ApprovalRow, approved: BoundAction): Omit<Evaluated, "decided"> {
  const effectiveArguments = row.narrowed ? approved.arguments : null;
  const approval = { handle: row.handle, approvedUntil: row.approvedUntil, effectiveArguments };
  return { approval, nextAction: null, refusal: null };
}

async function recordUse(
  tx: SqlTx,
  ctx: Context,
  { use, used, votes }: { use: Use; used: ApprovalRow; votes: readonly string[] },
): Promise<void> {
  const { caller } = use;
  const traced = { ...ctx, correlationId: used.correlationId };
  await recordEvent(tx, traced, {
    type: "approval.consumed",
    targetId: used.id,
    agentId: used.agentId,
    details: {
      digest: used.narrowedDigest ?? used.digest,
      decisionId: used.usedDecisionId,
      approvedUntil: used.approvedUntil?.toISOString() ?? null,
      callerKind: caller.kind,
      callerId: caller.id,
      votes: votes.length,
    },
  });
}

/**
 * A kill switch was thrown while the use was being recorded: the answer is no, so nothing ran. What was used up stays used up, and
 * is told as failed; of an earlier use under the same key nobody here can say that.
 */
async function notRun(ctx: Context, use: Use, { evaluated, used }: Outcome): Promise<Evaluated> {
  return inSqlTransaction(async (tx) => {
    const id = evaluated.decided.approval?.id ?? null;
    const answer = denied("killed", evaluated.decided.action);
    const named = { id, personIds: [], refusal: "policy_denied" } as const;
    const decided = await use.held.recordWithin(tx, { ...answer, approval: named });
    const move = { from: ["consumed"], to: "failed", reason: "killed", timely: null } as const;
    const failed = used && (await moveApproval(tx, { id: used.id, ...move }));
    if (failed) await recordOutcome(tx, ctx, failed);
    return { ...evaluated, decided, nextAction: "none", refusal: "policy_denied" };
  });
}
