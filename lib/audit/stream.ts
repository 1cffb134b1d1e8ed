import type { Context } from "@/lib/context";
import { CountersignError, isCountersignError } from "@/lib/errors";
import { leafOf, type NewEvent } from "./leaf";
import { type Companion, type EventRow, insertEventsAlone, sqlStateOf } from "./store";

const GATHER_MILLISECONDS = 3;
const MAX_BATCH = 1_000;
const MAX_IN_FLIGHT = 2;
/** Callers who wait for a commit. Beyond it the log cannot keep up, and a queue that grows would only hide it. */
const MAX_WAITING = 10_000;

interface Waiter<C> {
  row: EventRow;
  beside: C;
  resolve: (id: string) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit for hot paths: events of concurrent callers share one statement and one fsync. An event recorded here stands in
 * a transaction of its own, with the row that its caller keeps beside it (a decision), and never beside any other change.
 */
export class EventStream<C> {
  readonly #companion: Companion<C> | null;
  #gathered: Waiter<C>[] = [];
  #timer: NodeJS.Timeout | null = null;
  #inFlight = 0;

  /** @param companion how the rows beside the events are written; null: there are none */
  constructor(companion: Companion<C> | null) {
    this.#companion = companion;
  }

  /**
   * Records the event and resolves with its id once it is committed, and with it what `besideOf` makes of that id.
   * @throws CountersignError as `recordEvent`; nothing was recorded then
   */
  async record(ctx: Context, event: NewEvent, besideOf: (eventId: string) => C): Promise<string> {
    if (this.#gathered.length >= MAX_WAITING) {
      throw new CountersignError("unavailable", "The audit log cannot keep up: slow down and try again in a moment.");
    }
    const row = leafOf(ctx, event);
    const beside = besideOf(row.id);
    return new Promise((resolve, reject) => {
      this.#gathered.push({ row, beside, resolve, reject });
      if (this.#gathered.length >= MAX_BATCH) this.#flush();
      else this.#timer ??= setTimeout(() => this.#flush(), GATHER_MILLISECONDS);
    });
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    // With both slots taken the batch grows until one is free: the busier the log, the more events share a commit.
    while (this.#inFlight < MAX_IN_FLIGHT && this.#gathered.length > 0) {
      const batch = this.#gathered.slice(0, MAX_BATCH);
      this.#gathered = this.#gathered.slice(MAX_BATCH);
      this.#inFlight++;
      void this.#commit(batch).finally(() => {
        this.#inFlight--;
        if (this.#gathered.length > 0) this.#timer ??= setTimeout(() => this.#flush(), 0);
      });
    }
  }

  async #commit(batch: readonly Waiter<C>[]): Promise<void> {
    const rows = batch.map((waiter) => waiter.row);
    const companion = this.#companion;
    const beside = companion && { companion, rows: batch.map((waiter) => waiter.beside) };
    try {
      await insertEventsAlone(rows, { beside }).catch((error: unknown) => {
        // The server refused: nothing was written. Any other failure leaves it open whether the commit happened; the ids
        // are unique, so writing again settles it.
        if (isCountersignError(error) || isRefusalOfServer(error)) throw error;
        return insertEventsAlone(rows, { beside, again: true });
      });
      for (const { row, resolve } of batch) resolve(row.id);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

const plain = new EventStream<null>(null);

/**
 * Records the event by group commit and resolves with its id once it is committed.
 * @throws CountersignError as `recordEvent`; nothing was recorded then
 */
export function recordStream(ctx: Context, event: NewEvent): Promise<string> {
  return plain.record(ctx, event, () => null);
}

// Classes 08 (connection) and 57 (shut down) and no SQLSTATE at all say nothing about the commit.
function isRefusalOfServer(error: unknown): boolean {
  return !["", "08", "57"].includes(sqlStateOf(error).slice(0, 2));
}
