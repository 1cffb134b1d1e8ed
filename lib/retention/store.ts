import { type SqlTx, sql } from "@/lib/db";

/** Anything that runs SQL. */
export type Queryable = Pick<SqlTx, "query">;

export function reading(): Queryable {
  return sql();
}

/** Holds, letting go and erasure wait for each other until the transaction ends. Taken before anything is recorded. */
export async function lockRetention(tx: SqlTx): Promise<void> {
  await tx.query("select retention_lock()");
}
