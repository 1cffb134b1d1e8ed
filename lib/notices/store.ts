import type { SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";

export interface NewNotice {
  personId: string;
  /** A closed word of the domain that writes it: says how `content` reads. */
  kind: string;
  agentId: string | null;
  content: Record<string, unknown>;
}

/** Adds notices in one statement, in the caller's transaction. */
export async function insertNotices(tx: SqlTx, notices: readonly NewNotice[], now: Date): Promise<void> {
  if (!notices.length) return;
  const rows = notices.map(({ personId, kind, agentId, content }) => ({
    id: newId("ntc", now),
    person_id: personId,
    kind,
    agent_id: agentId,
    content,
    created_at: now,
  }));
  await tx.query(
    `insert into notices (id, person_id, kind, agent_id, content, created_at)
     select id, person_id, kind, agent_id, content, created_at from json_populate_recordset(null::notices, $1)`,
    [JSON.stringify(rows)],
  );
}
