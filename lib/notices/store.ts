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

export interface NoticeRow {
  id: string;
  kind: string;
  agentId: string | null;
  content: Record<string, unknown>;
  createdAt: Date;
}

// A succession waits to be kept or handed over, which is what marks its notice as seen: to read it is not to answer it.
/** What this person has not seen, newest first. */
export async function selectUnseen(tx: SqlTx, personId: string, limit: number): Promise<NoticeRow[]> {
  const { rows } = await tx.query<NoticeRow>({
    name: "unseen-notices",
    text: `select id, kind, agent_id as "agentId", content, created_at as "createdAt" from notices
      where person_id = $1 and seen_at is null and kind <> 'succeeded' order by created_at desc, id desc limit $2`,
    values: [personId, limit],
  });
  return rows;
}

/** @returns how many were marked */
export async function setSeen(
  tx: SqlTx,
  personId: string,
  { ids, at }: { ids: readonly string[] | null; at: Date },
): Promise<number> {
  const { rowCount } = await tx.query(
    `update notices set seen_at = $3 where person_id = $1 and seen_at is null and kind <> 'succeeded' and ($2::text[] is null or id = any($2))`,
    [personId, ids, at],
  );
  return rowCount ?? 0;
}

export async function deleteOld(
  tx: SqlTx,
  { seenBefore, madeBefore, limit }: { seenBefore: Date; madeBefore: Date; limit: number },
): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from notices where id in (select id from notices where seen_at < $1 or created_at < $2 limit $3 for update skip locked)`,
    [seenBefore, madeBefore, limit],
  );
  return rowCount ?? 0;
}
