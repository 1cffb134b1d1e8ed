import type { Context } from "@/lib/context";
import { contextFor } from "@/lib/context";
import type { MachineCaller } from "@/lib/credentials";
import { inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { askedDigestOf, type Call, decide, type Json } from "@/lib/policy";
import { requestApproval } from "../approvals/asking/request-approval";
import { type ApprovalRow, loadApproval, loadByHandle, moveApproval } from "../approvals/store";
import type { Machine } from "./machines";

/** Rita and Otto may decide what the group for payments is asked; Cora is compliance. After `seedOrganisation`. */
export async function seedReviewers(): Promise<void> {
  await sql().query(
    `insert into role_grants (id, person_id, role, team_id)
     select 'rgr_' || p, 'per_' || p, case p when 'cora' then 'compliance' else 'reviewer' end::"Role", null
     from unnest(array['rita', 'otto', 'cora']) p`,
  );
  const groups = ["payment", "deletion", "permission_change"];
  await sql().query(
    `insert into reviewer_groups (id, name, privilege_class) select 'rgp_' || g, g, g::"PrivilegeClass" from unnest($1::text[]) g`,
    [groups],
  );
  await sql().query(
    `insert into reviewer_group_members (group_id, person_id)
     select 'rgp_' || g, 'per_' || p from unnest($1::text[]) g, unnest(array['rita', 'otto']) p`,
    [groups],
  );
}

/** The agent's own instance, as the door makes it of a token. */
export function callerOf(machine: Machine, { gateway = false } = {}): MachineCaller {
  const { agentId, instanceId, credentialId } = machine;
  const at = new Date();
  return {
    ...{ agentId, instanceId, credentialId, tokenId: newId("tok"), strength: "own_key", scope: ["decide"] },
    ...{ enforcesForOthers: gateway, chain: [], personId: null, boundTo: null, issuedAt: at, expiresAt: at },
  };
}

export function contextOf({ agentId, instanceId }: Pick<Machine, "agentId" | "instanceId">): Context {
  return contextFor({ kind: "agent", id: agentId, instanceId });
}

/** A payment that nobody has asked for: it waits for the group for payments. */
export function paymentBy(machine: Machine, over: Partial<Call> = {}): Call {
  const { agentId, instanceId, credentialId } = machine;
  return {
    ...{ agentId, instanceId, credentialId, tokenId: "tok_test", strength: "own_key", chain: [] },
    ...{ server: "Books", tool: "pay_invoice", action: null, resourceIds: [], purpose: "", network: "", canDo: [] },
    arguments: { amount: 9400, iban: "DE02120300000000202051", reference: newId("req") },
    workflow: { request: "What does invoice 881 say?", personId: null, earlier: [] },
    ...over,
  };
}

/** The call is denied, and an approval of it asked for, as its agent does. */
export async function hold(machine: Machine, call: Call = paymentBy(machine)): Promise<ApprovalRow> {
  const [ctx, caller] = [contextOf(machine), callerOf(machine)];
  const asked = await decide(ctx, call, { kind: "agent", id: machine.agentId });
  const { handle } = await requestApproval(ctx, {
    ...{ caller, call, decisionId: asked.id, denialExpiresAt: null, justification: "", idempotencyKey: null },
    ...{ bodyDigest: askedDigestOf(call), callback: null, requestedUntil: null },
  });
  return found(await loadByHandle(sql(), handle));
}

/** People approve it, as a vote of each and the last one's move leave it. */
export async function approveHeld(
  { id }: Pick<ApprovalRow, "id">,
  {
    by = ["per_rita"],
    seconds = 600,
    narrowed,
  }: { by?: string[]; seconds?: number; narrowed?: { bytes: Buffer; digest: string } } = {},
): Promise<ApprovalRow> {
  return inSqlTransaction(async (tx) => {
    const row = found(await loadApproval(tx, id));
    await tx.query(
      `insert into approval_votes (approval_id, person_id, answer, digest, groups, capacity)
       select $1, p, 'approve', $2, $3, 'member' from unnest($4::text[]) p`,
      [id, narrowed?.digest ?? row.digest, row.groups, by],
    );
    const set = narrowed ? { narrowed: narrowed.bytes, narrowedDigest: narrowed.digest } : {};
    return found(
      await moveApproval(tx, { id, from: ["pending"], to: "approved", set, validSeconds: seconds, timely: "pending" }),
    );
  });
}

export async function rowOf(id: string): Promise<ApprovalRow> {
  return found(await loadApproval(sql(), id));
}

/** Its arguments with others in place of some. */
export function otherArguments(call: Call, over: { [key: string]: Json }): Call {
  return { ...call, arguments: { ...call.arguments, ...over } };
}

function found(row: ApprovalRow | null): ApprovalRow {
  if (!row) throw new Error("the request is not where it was");
  return row;
}
