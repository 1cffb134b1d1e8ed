import { type SqlTx, sql } from "@/lib/db";
import type { Json } from "@/lib/policy";
import type { Tier } from "@/lib/risk/terms";
import { canMove } from "./rules";
import type { Group, Rung, Status, StatusReason } from "./terms";

/** Anything that runs SQL: the pool, or a client inside a transaction. */
export type Queryable = Pick<SqlTx, "query">;

/** The pool, for reads outside any transaction. */
export function reading(): Queryable {
  return sql();
}

/** Where the enforcement point wants to be told. */
export interface Callback {
  endpointId: string;
  state: string | null;
  events: string[];
}

/** A request as it is stored. `readAt` is the database's clock at the moment of reading: rules about time are asked with it. */
export interface ApprovalRow {
  id: string;
  handle: string;
  agentId: string;
  instanceId: string | null;
  credentialId: string | null;
  callerKind: "agent" | "gateway" | "canary";
  callerId: string;
  decisionId: string | null;
  correlationId: string;
  environment: string;
  server: string;
  tool: string;
  action: string;
  toolHash: string;
  fingerprint: string;
  revision: number;
  tier: Tier;
  teamId: string | null;
  personId: string | null;
  chain: string[];
  bound: Buffer;
  digest: string;
  actionDigest: string;
  narrowed: Buffer | null;
  narrowedDigest: string | null;
  groups: Group[];
  quorum: number;
  ttlSeconds: number;
  policies: string[];
  reasons: string[];
  justification: string;
  status: Status;
  statusReason: StatusReason | "";
  unrecorded: boolean;
  requestedAt: Date;
  expiresAt: Date;
  firstViewedAt: Date | null;
  decidedAt: Date | null;
  approvedUntil: Date | null;
  consumedAt: Date | null;
  usedDecisionId: string | null;
  useKey: string | null;
  outcomeAt: Date | null;
  receipt: Json;
  endedAt: Date | null;
  endedById: string | null;
  rung: Rung;
  rungAt: Date | null;
  joined: number;
  breakGlass: boolean;
  reviewedById: string | null;
  reviewedAt: Date | null;
  verdict: "justified" | "not_justified" | null;
  verdictNote: string;
  reopenedAt: Date | null;
  reopenedById: string | null;
  standingId: string | null;
  callback: Callback | null;
  knownAnswer: "approve" | "deny" | null;
  version: number;
  readAt: Date;
}

const COLUMNS = {
  id: "id",
  handle: "handle",
  agentId: "agent_id",
  instanceId: "instance_id",
  credentialId: "credential_id",
  callerKind: "caller_kind",
  callerId: "caller_id",
  decisionId: "decision_id",
  correlationId: "correlation_id",
  environment: "environment",
  server: "server",
  tool: "tool",
  action: "action",
  toolHash: "tool_hash",
  fingerprint: "fingerprint",
  revision: "revision",
  tier: "tier",
  teamId: "team_id",
  personId: "person_id",
  chain: "chain",
  bound: "bound",
  digest: "digest",
  actionDigest: "action_digest",
  narrowed: "narrowed",
  narrowedDigest: "narrowed_digest",
  groups: "groups",
  quorum: "quorum",
  ttlSeconds: "ttl_seconds",
  policies: "policies",
  reasons: "reasons",
  justification: "justification",
  status: "status",
  statusReason: "status_reason",
  unrecorded: "unrecorded",
  requestedAt: "requested_at",
  expiresAt: "expires_at",
  firstViewedAt: "first_viewed_at",
  decidedAt: "decided_at",
  approvedUntil: "approved_until",
  consumedAt: "consumed_at",
  usedDecisionId: "used_decision_id",
  useKey: "use_key",
  outcomeAt: "outcome_at",
  receipt: "receipt",
  endedAt: "ended_at",
  endedById: "ended_by_id",
  rung: "rung",
  rungAt: "rung_at",
  joined: "joined",
  breakGlass: "break_glass",
  reviewedById: "reviewed_by_id",
  reviewedAt: "reviewed_at",
  verdict: "verdict",
  verdictNote: "verdict_note",
  reopenedAt: "reopened_at",
  reopenedById: "reopened_by_id",
  standingId: "standing_id",
  callback: "callback",
  knownAnswer: "known_answer",
  version: "version",
} as const satisfies Record<Exclude<keyof ApprovalRow, "readAt">, string>;

/** The columns of an `ApprovalRow` of the table `approvals` under this name, for statements that read or return whole rows. */
export function approvalColumns(table = "approvals"): string {
  const each = Object.entries(COLUMNS).map(([name, column]) => `${table}.${column} as "${name}"`);
  return `${each.join(", ")}, clock_timestamp() as "readAt"`;
}

const COLUMNS_HERE = approvalColumns();

export async function loadApproval(q: Queryable, id: string): Promise<ApprovalRow | null> {
  const text = `select ${COLUMNS_HERE} from approvals where id = $1`;
  return (await q.query<ApprovalRow>({ name: "approval-load", text, values: [id] })).rows[0] ?? null;
}

export async function loadByHandle(q: Queryable, handle: string): Promise<ApprovalRow | null> {
  const text = `select ${COLUMNS_HERE} from approvals where handle = $1`;
  return (await q.query<ApprovalRow>({ name: "approval-by-handle", text, values: [handle] })).rows[0] ?? null;
}

/** The same, held until commit: for moves that depend on more than the row itself (votes that must add up). */
export async function lockApproval(tx: SqlTx, id: string): Promise<ApprovalRow | null> {
  const text = `select ${COLUMNS_HERE} from approvals where id = $1 for update`;
  return (await tx.query<ApprovalRow>({ name: "approval-lock", text, values: [id] })).rows[0] ?? null;
}

/** What a move may write beside the status. Instants are the database's own and cannot be given. */
type Written = Partial<
  Pick<
    ApprovalRow,
    | "narrowed"
    | "narrowedDigest"
    | "usedDecisionId"
    | "useKey"
    | "receipt"
    | "endedById"
    | "breakGlass"
    | "standingId"
    | "unrecorded"
  >
>;

export interface Move {
  id: string;
  from: readonly Status[];
  to: Status;
  reason?: StatusReason;
  set?: Written;
  /** Of an approval: for how long it may be used from now on, in seconds. */
  validSeconds?: number;
  /** What must still be running by the database's clock: the time to answer, or the time to use. Null: neither matters. */
  timely: "pending" | "approved" | null;
}

/** Which instant a move writes: that of the database when the statement runs, or that at which time itself ended it. */
const STAMPS: Readonly<Record<Status, string>> = {
  pending: "",
  approved: "decided_at = held.now",
  denied: "decided_at = held.now, ended_at = held.now",
  expired: "ended_at = expires_at",
  cancelled: "ended_at = held.now",
  superseded: "ended_at = held.now",
  revoked: "ended_at = held.now",
  lapsed: "ended_at = approved_until",
  consumed: "consumed_at = held.now",
  executed: "outcome_at = held.now",
  failed: "outcome_at = held.now",
  unknown: "outcome_at = held.now",
};

const IN_TIME = { pending: "expires_at > held.now", approved: "approved_until > held.now" } as const;

/**
 * Moves a request on: one conditional statement, decided by the row and the database's clock (A6).
 * @returns the row as it is now; null when it was not where it had to be, or too late: nothing has changed then
 */
export async function moveApproval(tx: SqlTx, move: Move): Promise<ApprovalRow | null> {
  const { id, from, to, reason, set = {}, validSeconds, timely } = move;
  if (!from.every((status) => canMove(status, to))) throw new Error(`nothing moves from ${from.join(", ")} to ${to}`);
  const values: unknown[] = [id, from, to, reason ?? ""];
  const sets = ["status = $3", "status_reason = $4", "version = version + 1"];
  if (STAMPS[to]) sets.push(STAMPS[to]);
  for (const [name, value] of Object.entries(set)) {
    values.push(name === "receipt" ? JSON.stringify(value) : value);
    sets.push(`${COLUMNS[name as keyof Written]} = $${values.length}`);
  }
  if (validSeconds !== undefined) {
    values.push(validSeconds);
    sets.push(`approved_until = held.now + make_interval(secs => $${values.length})`);
  }
  const inTime = timely ? ` and ${IN_TIME[timely]}` : "";
  // Held first, and the clock read once after that: whoever has waited for the row is judged by the instant at which they got it,
  // and what is written of that instant is what it was judged by. Cut and not rounded, or it could come to lie on the limit.
  const held = `(select l.id, date_trunc('milliseconds', clock_timestamp()) as now
    from (select h.id from approvals h where h.id = $1 for update) l)`;
  const { rows } = await tx.query<ApprovalRow>(
    `update approvals set ${sets.join(", ")} from ${held} held
     where approvals.id = held.id and status = any($2)${inTime} returning ${COLUMNS_HERE}`,
    values,
  );
  return rows[0] ?? null;
}
