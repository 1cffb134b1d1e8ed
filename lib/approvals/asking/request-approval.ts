import { z } from "zod";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { MachineCaller } from "@/lib/credentials";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { type AskedDecision, askedDigestOf, type Call, decisionPoint, findAsked } from "@/lib/policy";
import { wantedOf } from "../current/action";
import { type CurrentFacts, readCurrentFacts } from "../current/store";
import { statusAt } from "../rules";
import { approveInAdvance } from "../standing/approve-in-advance";
import { type ApprovalRow, type Callback, loadApproval } from "../store";
import { LIMITS, type Status } from "../terms";
import { attend } from "./attend";
import { expireDue } from "./expire-due";
import { holdBack } from "./hold-back";
import { inTurn, onceUnlocked } from "./in-turn";
import { newApproval } from "./new-approval";
import { AskRefusal } from "./refusal";
import { rulingOn } from "./rules";
import { claimKey, holdTurn, insertApproval, joinPending, type NewApproval, noteJoiner, settleKey } from "./store";

export interface RequestApprovalInput {
  caller: MachineCaller;
  /** The evaluation that was denied and may be allowed by a person. */
  decisionId: string;
  /** The call again, as it was denied. */
  call: Call;
  /** Until when the caller was told that it may ask. */
  denialExpiresAt: Date | null;
  /** What the agent says why; untrusted. */
  justification: string;
  idempotencyKey: string | null;
  /** SHA-256 of the canonical body, hex: the same key with another body is refused. */
  bodyDigest: string;
  callback: Callback | null;
  /** The caller has no use for an answer after this. */
  requestedUntil: Date | null;
}

export interface Requested {
  handle: string;
  /** The same action waited already, and this ask joined it. */
  joined: boolean;
  status: Status;
}

const given = z.looseObject({
  decisionId: z.string().min(1).max(64),
  justification: z.string().max(LIMITS.textLength),
  idempotencyKey: z.string().min(1).max(255).nullable(),
  bodyDigest: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * Asks people for what was denied (A3, A6, A7): binds the request to the very action that was denied, as agent and tool are now,
 * and has the right people told. The same action that waits already is joined; the same submission again is the same request.
 * @throws AskRefusal naming what stands in the way; CountersignError `invalid`, `too_large`, `rate_limited`, `unavailable`
 */
export async function requestApproval(ctx: Context, input: RequestApprovalInput): Promise<Requested> {
  parseInput(given, input);
  const { agentId } = input.call;
  await requireRunning(input.call);
  const done = await inTurn(agentId, () => onceUnlocked(() => inSqlTransaction((tx) => ask(tx, ctx, input))));
  if (done instanceof AskRefusal) throw done;
  return done;
}

/** A refusal that is returned, not thrown, has something to keep on record. */
async function ask(tx: SqlTx, ctx: Context, input: RequestApprovalInput): Promise<Requested | AskRefusal> {
  const id = newId("apr", ctx.now);
  const claim = claimOf(input, id);
  const former = claim && (await claimKey(tx, claim));
  if (former) return again(tx, former, input);
  await holdTurn(tx, input.call.agentId);
  const asked = await findAsked(tx, input.decisionId);
  const facts = await readCurrentFacts(tx, wantedOf(input.call), { held: true });
  const { decision, agent } = requireAskable(asked, input, facts);
  const row = newApproval({ id, input, decision, facts, now: facts.now });
  const traced = { ...ctx, correlationId: decision.correlationId };
  const joined = await join(tx, traced, row);
  if (joined) {
    if (claim) await settleKey(tx, claim, joined.id);
    return { handle: joined.handle, joined: true, status: "pending" };
  }
  await expireDue(tx, traced, { actionDigest: row.actionDigest });
  const refusal = await holdBack(tx, traced, { agent, actionDigest: row.actionDigest, decisionId: decision.id });
  if (refusal) {
    if (claim) await settleKey(tx, claim, null);
    return refusal;
  }
  const made = await insertApproval(tx, row);
  if (!made) throw new Error("an action waits twice although its agent's asks come one by one");
  return { handle: made.handle, joined: false, status: await open(tx, traced, made, agent.name) };
}

function claimOf({ caller, idempotencyKey: key, bodyDigest }: RequestApprovalInput, approvalId: string) {
  return key === null ? null : { callerId: caller.agentId, key, bodyDigest, approvalId };
}

/** The same submission once more. @throws AskRefusal `duplicate_request` when it is another under the same key */
async function again(
  tx: SqlTx,
  former: { bodyDigest: string; approvalId: string },
  { bodyDigest }: RequestApprovalInput,
): Promise<Requested> {
  const row = former.bodyDigest === bodyDigest ? await loadApproval(tx, former.approvalId) : null;
  if (!row) {
    throw new AskRefusal("duplicate_request", "This Idempotency-Key was used for another request: use a new one.");
  }
  return { handle: row.handle, joined: false, status: statusAt(row, row.readAt) };
}

/** @throws AskRefusal `invalid_denial_binding`, `not_requestable`, `expired_denial` */
function requireAskable(asked: AskedDecision | null, input: RequestApprovalInput, facts: CurrentFacts) {
  const { caller, call, denialExpiresAt, requestedUntil } = input;
  const digest = askedDigestOf(call);
  const ruling = rulingOn(asked, { caller, call, digest, denialExpiresAt, requestedUntil }, facts.now);
  if (ruling || !asked) throw new AskRefusal(ruling?.problem ?? "invalid_denial_binding", ruling?.why ?? "");
  const { agent, tool, rests } = facts;
  if (agent?.status !== "active" || !agent.owned || !tool || !rests) {
    throw new AskRefusal("not_requestable", "What was denied rests on something that has ended: evaluate again.");
  }
  return { decision: asked, agent };
}

/** Nobody is asked about what a kill switch stops. @throws AskRefusal `not_requestable` */
async function requireRunning(call: Call): Promise<void> {
  const point = await decisionPoint();
  if (point.groundFor(call).stoppedBy !== null) {
    throw new AskRefusal("not_requestable", "A kill switch stops this.");
  }
}

async function join(tx: SqlTx, ctx: Context, row: NewApproval): Promise<ApprovalRow | null> {
  const found = await joinPending(tx, row);
  if (!found) return null;
  if (row.callerId !== found.callerId) await noteJoiner(tx, row.callerId, found.id);
  const { decisionId, callerKind, callerId } = row;
  await recordEvent(tx, ctx, {
    type: "approval.joined",
    targetId: found.id,
    agentId: found.agentId,
    details: { digest: found.digest, decisionId, callerKind, callerId, joined: found.joined },
  });
  return found;
}

/** Writes down that a request was made, and has the right people told of it. */
async function open(tx: SqlTx, ctx: Context, row: ApprovalRow, name: string): Promise<Status> {
  const { action, digest, actionDigest, decisionId, groups, quorum, tier, environment, policies } = row;
  const { callerKind, callerId, expiresAt, server, tool, justification } = row;
  await recordEvent(tx, ctx, {
    type: "approval.requested",
    targetId: row.id,
    agentId: row.agentId,
    details: {
      ...{
        action,
        digest,
        actionDigest,
        decisionId,
        groups,
        quorum,
        tier,
        environment,
        policies,
        callerKind,
        callerId,
      },
      ...{ expiresAt: expiresAt.toISOString(), server, tool, justification },
    },
  });
  const approved = await approveInAdvance(tx, ctx, row);
  if (approved) return approved.status;
  await attend(tx, ctx, row, name);
  return row.status;
}
