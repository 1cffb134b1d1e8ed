import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { leafOf, type NewEvent } from "./leaf";
import { type EventRow, insertEventsAlone, sqlStateOf } from "./store";

/**
 * Group commit for hot paths: events of concurrent callers share one statement and one fsync. An event recorded here
 * stands in a transaction of its own, so it is for what changes nothing else (a decision), never beside a change.
 */
const GATHER_MILLISECONDS = 3;
const MAX_BATCH = 1_000;
const MAX_IN_FLIGHT = 2;

interface Waiter {
  row: EventRow;
  resolve: (id: string) => void;
  reject: (error: unknown) => void;
}

let gathered: Waiter[] = [];
let timer: NodeJS.Timeout | null = null;
let inFlight = 0;

/**
 * Records the event and resolves with its id once it is committed.
 * @throws CountersignError as `recordEvent`; nothing was recorded then
 */
export function recordStream(ctx: Context, event: NewEvent): Promise<string> {
  const row = leafOf(ctx, event);
  return new Promise((resolve, reject) => {
    gathered.push({ row, resolve, reject });
    if (gathered.length >= MAX_BATCH) flush();
    else timer ??= setTimeout(flush, GATHER_MILLISECONDS);
  });
}

function flush(): void {
  if (timer) clearTimeout(timer);
  timer = null;
  // With both slots taken the batch grows until one is free: the busier the log, the more events share a commit.
  while (inFlight < MAX_IN_FLIGHT && gathered.length > 0) {
    const batch = gathered.slice(0, MAX_BATCH);
    gathered = gathered.slice(MAX_BATCH);
    inFlight++;
    void commit(batch).finally(() => {
      inFlight--;
      if (gathered.length > 0) timer ??= setTimeout(flush, 0);
    });
  }
}

async function commit(batch: readonly Waiter[]): Promise<void> {
  const rows = batch.map((waiter) => waiter.row);
  try {
    await insertEventsAlone(rows).catch((error: unknown) => {
      // The server refused: nothing was written. Any other failure leaves it open whether the commit happened; the ids
      // are unique, so writing again settles it.
      if (isCountersignError(error) || isRefusalOfServer(error)) throw error;
      return insertEventsAlone(rows, true);
    });
    for (const { row, resolve } of batch) resolve(row.id);
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

// Classes 08 (connection) and 57 (shut down) and no SQLSTATE at all say nothing about the commit.
function isRefusalOfServer(error: unknown): boolean {
  return !["", "08", "57"].includes(sqlStateOf(error).slice(0, 2));
}
