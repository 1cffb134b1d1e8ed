import type { SqlTx } from "@/lib/db";
import { insertJob } from "./store";
import type { Job } from "./terms";

/**
 * Asks a worker to look at something, in the caller's transaction: what is rolled back was never asked. A job that waits already for
 * the same thing, and is due no later, is not doubled. Two of one thing never run at once.
 * @param given `startAfter`: not before then
 */
export async function enqueue(tx: SqlTx, job: Job, given: { startAfter?: Date } = {}): Promise<void> {
  await insertJob(tx, job, given.startAfter ?? null);
}
