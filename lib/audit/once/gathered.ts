import { isCountersignError } from "@/lib/errors";
import { type EventRow, refusalOf, sqlStateOf } from "../store";
import { type Gate, insertOnce } from "./store";

/** Events in one statement, unless a single call brings more. */
const MOST_EVENTS = 1_000;
/** As many events do not wait for a write that is under way … */
const ENOUGH_EVENTS = 500;
const MOST_AT_A_TIME = 4;
/** … and nobody longer than this: it may be the connection that hangs. */
const LONGEST_WAIT_MILLISECONDS = 100;

interface Waiting<G> {
  rows: readonly EventRow[];
  gateRows: readonly G[];
  resolve: (recorded: Set<string>) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit for calls that each record some events: those that come while a write is under way share the next statement and its
 * commit, for a statement costs as much by itself as fifty events. Each call is answered for its own, and none fails by another's events.
 */
export class Gathering<G> {
  #waiting: Waiting<G>[] = [];
  #writing = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(readonly gate: Gate<G>) {}

  /**
   * @returns the ids of those that were recorded, committed
   * @throws as the statement does
   */
  record(rows: readonly EventRow[], gateRows: readonly G[]): Promise<Set<string>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ rows, gateRows, resolve, reject });
      this.#next();
    });
  }

  #next(late = false): void {
    const events = this.#waiting.reduce((sum, { rows }) => sum + rows.length, 0);
    if (events === 0) return;
    if (this.#writing === 0 || ((late || events >= ENOUGH_EVENTS) && this.#writing < MOST_AT_A_TIME)) {
      if (this.#timer) clearTimeout(this.#timer);
      this.#timer = null;
      this.#writing++;
      void this.#write(this.#taken()).finally(() => {
        this.#writing--;
        this.#next();
      });
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#next(true);
      }, LONGEST_WAIT_MILLISECONDS);
    }
  }

  /** The first to be written, together not more than fit into a statement. */
  #taken(): Waiting<G>[] {
    let events = 0;
    let count = 0;
    for (const { rows } of this.#waiting) {
      events += rows.length;
      if (count > 0 && events > MOST_EVENTS) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  async #write(calls: readonly Waiting<G>[]): Promise<void> {
    try {
      const all = await insertOnce(
        calls.flatMap(({ rows }) => rows),
        this.gate,
        calls.flatMap(({ gateRows }) => gateRows),
      );
      for (const { rows, resolve } of calls) resolve(new Set(rows.flatMap(({ id }) => (all.has(id) ? id : []))));
    } catch (error) {
      const isOpen = calls.length === 1 || !isOfTheirs(error);
      // The server refused what one of them brought, and wrote nothing: each by itself finds out whose it was.
      if (isOpen) for (const { reject } of calls) reject(error);
      else for (const call of calls) await this.#write([call]);
    }
  }
}

/** Whether the server refused the statement for what is in it. Sealed, behind, or a lost connection: the others fare no better. */
function isOfTheirs(error: unknown): boolean {
  if (isCountersignError(error) || refusalOf(error)) return false;
  return !["", "08", "53", "57"].includes(sqlStateOf(error).slice(0, 2));
}
