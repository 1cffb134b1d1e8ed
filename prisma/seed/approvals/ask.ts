import { attend } from "@/lib/approvals/asking/attend";
import { expireDue } from "@/lib/approvals/asking/expire-due";
import { newApproval } from "@/lib/approvals/asking/new-approval";
import { insertApproval } from "@/lib/approvals/asking/store";
import { wantedOf } from "@/lib/approvals/current/action";
import { readCurrentFacts } from "@/lib/approvals/current/store";
import type { ApprovalRow } from "@/lib/approvals/store";
import { type NewEvent, recordEvent } from "@/lib/audit";
import { type Context, contextFor } from "@/lib/context";
import type { MachineCaller } from "@/lib/credentials";
import { db, inSqlTransaction, type SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { type AskedDecision, type Call, decide, findAsked } from "@/lib/policy";
import type { AskedScene } from "./scenes";

/** One call of a scene, with the instance and the credential that the agent runs with. Null where the agent does not run. */
export async function callOf(scene: AskedScene, turn: number): Promise<Call | null> {
  const agent = await db().agent.findFirst({
    where: { name: scene.agent, environment: scene.environment, status: "active" },
    select: { id: true, instances: { select: { id: true, credentials: { where: { state: "active" } } } } },
  });
  if (!agent) return null;
  const instance = agent.instances.find(({ credentials }) => credentials.length > 0);
  const credential = instance?.credentials[0];
  return {
    agentId: agent.id,
    instanceId: instance?.id ?? null,
    credentialId: credential?.id ?? null,
    ...{ tokenId: null, strength: credential?.strength ?? "own_key", chain: [], action: null, resourceIds: [] },
    ...{ server: scene.server, tool: scene.tool, arguments: scene.arguments(turn), purpose: "" },
    network: "10.20.0.0/16",
    workflow: { request: scene.request(turn), personId: null, earlier: scene.earlier?.(turn) ?? [] },
    canDo: ["mask", "redact", "limit"],
  };
}

export interface Asked {
  call: Call;
  at: Date;
  justification: string;
  /** How long it waits; the policy's own time where this is absent. */
  ttlSeconds?: number;
}

/** Has the call decided at that instant, and asks people where the answer says so. @returns null where it needs no asking */
export async function ask(
  { call, at, justification, ttlSeconds }: Asked,
  then: (tx: SqlTx, ctx: Context, row: ApprovalRow) => Promise<void>,
): Promise<string | null> {
  const ctx = contextFor({ kind: "agent", id: call.agentId, instanceId: call.instanceId ?? "" }, { now: at });
  const decided = await decide(ctx, call, { kind: "agent", id: call.agentId });
  if (decided.outcome !== "step_up" || !decided.stepUp) return null;
  const stepUp = { ...decided.stepUp, ttlSeconds: ttlSeconds ?? decided.stepUp.ttlSeconds };
  return inSqlTransaction(async (tx) => {
    const found = await findAsked(tx, decided.id);
    if (!found) throw new Error("a decision that was just made is not there");
    const facts = await readCurrentFacts(tx, wantedOf(call));
    const decision: AskedDecision = { ...found, answer: { ...found.answer, stepUp } };
    const input = {
      caller: callerOf(call, at),
      ...{ call, decisionId: decided.id, denialExpiresAt: null, justification, idempotencyKey: null, bodyDigest: "" },
      ...{ callback: null, requestedUntil: null },
    };
    const made = newApproval({ id: newId("apr", at), input, decision, facts, now: at });
    // What waited in vain since the last start was labelled by nobody, and stands in the way.
    await expireDue(tx, ctx, { actionDigest: made.actionDigest });
    const row = await insertApproval(tx, made);
    if (!row) return null;
    const traced = { ...ctx, correlationId: row.correlationId };
    await recordEvent(tx, traced, requestedEvent(row));
    await then(tx, traced, row);
    return row.id;
  });
}

/** Tells whoever may decide it, as every request does. */
export async function tellReviewers(tx: SqlTx, ctx: Context, row: ApprovalRow): Promise<void> {
  const { name } = await db().agent.findUniqueOrThrow({ where: { id: row.agentId }, select: { name: true } });
  await attend(tx, ctx, row, name);
}

function requestedEvent(row: ApprovalRow): NewEvent {
  const { action, digest, actionDigest, decisionId, groups, quorum, tier, environment, policies } = row;
  const { callerKind, callerId, expiresAt, server, tool, justification } = row;
  const about = { action, digest, actionDigest, decisionId, groups, quorum, tier, environment, policies };
  return {
    type: "approval.requested",
    targetId: row.id,
    agentId: row.agentId,
    details: { ...about, callerKind, callerId, expiresAt: expiresAt.toISOString(), server, tool, justification },
  };
}

function callerOf({ agentId, instanceId, credentialId, strength }: Call, at: Date): MachineCaller {
  return {
    ...{
      agentId,
      instanceId: instanceId ?? "",
      credentialId: credentialId ?? "",
      tokenId: "",
      strength: strength as MachineCaller["strength"],
    },
    ...{ scope: ["decide"], enforcesForOthers: false, chain: [], personId: null, boundTo: null },
    ...{ issuedAt: at, expiresAt: at },
  };
}
