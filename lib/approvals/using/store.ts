import type { SqlTx } from "@/lib/db";
import { type ApprovalRow, approvalColumns } from "../store";

const COLUMNS = approvalColumns();

/** The request of this handle, held until commit: whoever else uses, withdraws or ends it waits, and finds what became of it. */
export async function lockByHandle(tx: SqlTx, handle: string): Promise<ApprovalRow | null> {
  const text = `select ${COLUMNS} from approvals where handle = $1 for update`;
  return (await tx.query<ApprovalRow>({ name: "use-lock", text, values: [handle] })).rows[0] ?? null;
}

/** Who answers for an agent now, and in which team it is. Null: there is no such agent. */
export interface AgentScope {
  teamId: string | null;
  ownerId: string | null;
  deputyId: string | null;
  sponsorId: string | null;
}

export async function scopeOfAgent(tx: SqlTx, agentId: string): Promise<AgentScope | null> {
  const { rows } = await tx.query<AgentScope>(
    `select team_id as "teamId", owner_id as "ownerId", deputy_id as "deputyId", sponsor_id as "sponsorId" from agents where id = $1`,
    [agentId],
  );
  return rows[0] ?? null;
}
