import type { SqlTx } from "@/lib/db";
import { type ApprovalRow, approvalColumns, type Queryable } from "../store";
import type { Capacity } from "../terms";

export interface VoteRow {
  personId: string;
  capacity: Capacity;
}

/** Who approved exactly these bytes. */
export async function approvingVotes(q: Queryable, approvalId: string, digest: string): Promise<VoteRow[]> {
  const { rows } = await q.query<VoteRow>({
    name: "use-votes",
    text: `select person_id as "personId", capacity from approval_votes
      where approval_id = $1 and answer = 'approve' and digest = $2 order by at, person_id`,
    values: [approvalId, digest],
  });
  return rows;
}

const COLUMNS = approvalColumns();

/** The request of this handle, held until commit: whoever else uses, withdraws or ends it waits, and finds what became of it. */
export async function lockByHandle(tx: SqlTx, handle: string): Promise<ApprovalRow | null> {
  const text = `select ${COLUMNS} from approvals where handle = $1 for update`;
  return (await tx.query<ApprovalRow>({ name: "use-lock", text, values: [handle] })).rows[0] ?? null;
}
