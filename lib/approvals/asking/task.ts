import type { MachineCaller } from "@/lib/credentials";
import type { Json } from "@/lib/policy";
import { actionIn } from "../binding";
import { quorumOf } from "../deciding/eligibility";
import { statusAt } from "../rules";
import { type ApprovalRow, loadByHandle, type Queryable } from "../store";
import type { Group, Status, StatusReason } from "../terms";
import { unknownTask } from "./refusal";
import { hasAsked, votesOn } from "./store";

/** A request as the machine that asked sees it. */
export interface TaskView {
  id: string;
  handle: string;
  status: Status;
  statusReason: StatusReason | "";
  requestedAt: Date;
  expiresAt: Date;
  approvedAt: Date | null;
  approvedUntil: Date | null;
  /** Of the bytes that may run: those that were asked for, or the narrowed ones. */
  digest: string;
  /** What was approved instead of what was asked for. */
  narrowedArguments: { readonly [key: string]: Json } | null;
  denial: { reason: string; text: string } | null;
  quorum: number;
  approvals: number;
  groups: readonly Group[];
}

type Caller = Pick<MachineCaller, "agentId" | "enforcesForOthers">;

/**
 * The request behind a handle, for the agent itself and for whoever asked on its behalf. The handle alone is worth nothing.
 * @throws AskRefusal `unknown_task`
 */
export async function loadForCaller(q: Queryable, { handle, caller }: { handle: string; caller: Caller }) {
  const row = await loadByHandle(q, handle);
  if (!row || row.callerKind === "canary" || !(await isCallers(q, row, caller))) throw unknownTask();
  return row;
}

async function isCallers(q: Queryable, row: ApprovalRow, caller: Caller): Promise<boolean> {
  if (caller.agentId === row.agentId) return true;
  if (!caller.enforcesForOthers) return false;
  return caller.agentId === row.callerId || hasAsked(q, caller.agentId, row.id);
}

export async function viewOf(q: Queryable, row: ApprovalRow): Promise<TaskView> {
  const status = statusAt(row, row.readAt);
  const votes = await votesOn(q, row.id);
  const no = status === "denied" ? votes.findLast(({ answer }) => answer === "deny") : undefined;
  return {
    id: row.id,
    handle: row.handle,
    status,
    statusReason: row.statusReason,
    requestedAt: row.requestedAt,
    expiresAt: row.expiresAt,
    approvedAt: row.approvedUntil && row.decidedAt,
    approvedUntil: row.approvedUntil,
    digest: row.narrowedDigest ?? row.digest,
    narrowedArguments: row.narrowed && actionIn(row.narrowed).arguments,
    denial: no ? { reason: no.reason, text: no.text } : null,
    quorum: quorumOf(row),
    approvals: votes.filter(({ answer }) => answer === "approve").length,
    groups: row.groups,
  };
}
