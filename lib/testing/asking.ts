import { requestApproval } from "@/lib/approvals";
import { type Context, contextFor } from "@/lib/context";
import type { MachineCaller } from "@/lib/credentials";
import { sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { type Call, type Decided, decide, decisionPoint } from "@/lib/policy";
import { seedDecidingAgent, seedGrant } from "./deciding";
import { type Machine, seedMachine } from "./machines";

/** An agent that may pay once a person approves, with a running instance of its own. */
export async function seedAskingAgent(over: { name?: string; ownerId?: string } = {}): Promise<Machine> {
  const agentId = await seedDecidingAgent(over);
  await seedGrant(agentId, { tool: "pay_invoice", actions: ["pay"] });
  return seedMachine(agentId);
}

/** Puts a person of the organisation into the reviewer group of payments, with the role for it. */
export async function seedPaymentReviewer(personId: string): Promise<void> {
  await sql().query(
    `insert into reviewer_groups (id, name, privilege_class, created_at) values ('grp_payment', 'Payments', 'payment', now()) on conflict do nothing`,
  );
  await sql().query(
    "insert into reviewer_group_members (group_id, person_id, added_at) values ('grp_payment', $1, now()) on conflict do nothing",
    [personId],
  );
  await sql().query(
    "insert into role_grants (id, person_id, role, granted_at) values ($1, $2, 'reviewer', now()) on conflict do nothing",
    [newId("grt"), personId],
  );
}

/** The machine as the door knows it by its token. */
export function callerFor(machine: Machine, { gateway = false } = {}): MachineCaller {
  return {
    ...{ agentId: machine.agentId, instanceId: machine.instanceId, credentialId: machine.credentialId },
    ...{ tokenId: "tok_test", strength: "own_key", scope: ["decide"], enforcesForOthers: gateway },
    ...{ chain: [], personId: null, boundTo: null, issuedAt: new Date(), expiresAt: new Date(Date.now() + 600_000) },
  };
}

/** A payment of the machine's agent. */
export function paymentOf(machine: Machine, over: Partial<Call> = {}): Call {
  return {
    ...{ agentId: machine.agentId, instanceId: machine.instanceId, credentialId: machine.credentialId },
    ...{ tokenId: "tok_test", strength: "own_key", chain: [], server: "Books", tool: "pay_invoice", action: null },
    arguments: { iban: "DE02120300000000202051", amount: 9400, currency: "EUR" },
    ...{ resourceIds: [], purpose: "", network: "", canDo: [] },
    workflow: { request: "What does invoice 881 say?", personId: null, earlier: [] },
    ...over,
  };
}

export function machineContext(machine: Machine): Context {
  return contextFor({ kind: "agent", id: machine.agentId, instanceId: machine.instanceId });
}

/** The denial that says a person may allow it. */
export async function denyPayment(
  machine: Machine,
  over: Partial<Call> = {},
): Promise<{ call: Call; denial: Decided }> {
  const call = paymentOf(machine, over);
  await (await decisionPoint()).catchUp();
  return { call, denial: await decide(machineContext(machine), call, { kind: "agent", id: machine.agentId }) };
}

/** The input of asking about that denial. */
export function askingAbout(machine: Machine, { call, denial }: { call: Call; denial: Decided }) {
  return {
    caller: callerFor(machine),
    decisionId: denial.id,
    call,
    denialExpiresAt: null,
    justification: "The supplier waits for it.",
    idempotencyKey: null,
    bodyDigest: "0".repeat(64),
    callback: null,
    requestedUntil: null,
  };
}

/** Evaluates and asks, as an enforcement point does. @returns the request's id and handle */
export async function askForPayment(machine: Machine, over: Partial<Call> = {}) {
  const asking = askingAbout(machine, await denyPayment(machine, over));
  const { handle } = await requestApproval(machineContext(machine), asking);
  const { rows } = await sql().query<{ id: string }>("select id from approvals where handle = $1", [handle]);
  return { handle, id: rows[0]?.id ?? "", caller: asking.caller, call: asking.call, decisionId: asking.decisionId };
}
