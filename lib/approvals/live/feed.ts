import { env } from "@/lib/env";
import { Bell } from "./bell";
import { cursorText, isGood, readCursor } from "./cursor";
import { type Cursor, lookNow, lookSince } from "./store";
import { Waiters } from "./waiters";

/** A bell can be lost, and a connection be dead without knowing: a look comes at the latest after this. */
const POLL_MS = 500;

/** `ids` changed; `cursor` is where to go on after them. */
export type FeedListener = (ids: readonly string[], cursor: string) => void;

/** What a process knows of changed requests: one per process, however many queues and machines wait in it. */
export class ApprovalsFeed {
  readonly #listeners = new Set<{ changed: FeedListener; gap: () => void }>();
  readonly #waiters = new Waiters();
  readonly #bell: Bell;
  #cursor: Cursor;
  #turn: Promise<void> | null = null;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(url: string, cursor: Cursor) {
    this.#cursor = cursor;
    this.#bell = new Bell(url, () => void this.#look());
  }

  /** Throws when the database does not answer. */
  static async open(url: string = env().DATABASE_URL): Promise<ApprovalsFeed> {
    const feed = new ApprovalsFeed(url, await lookNow());
    await feed.#bell.open();
    feed.#poll();
    return feed;
  }

  /** Everything up to here was told to the subscribers. */
  get cursor(): string {
    return cursorText(this.#cursor);
  }

  /**
   * `changed` hears of every change once it can be read, in the order of commits as far as there is one.
   * @param gap is told when changes may have been missed (the process slept for an hour): read everything anew
   * @returns how to end it
   */
  subscribe(changed: FeedListener, gap: () => void = () => {}): () => void {
    const listener = { changed, gap };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What changed after a cursor of any process; null when that cannot be known any more: read everything anew, from `cursor` on. */
  async since(text: string): Promise<{ ids: readonly string[]; cursor: string } | null> {
    const cursor = readCursor(text);
    if (!cursor) return null;
    const look = await lookSince(cursor.seen);
    if (!look || !isGood(cursor, look.cursor.millis)) return null;
    return { ids: look.ids, cursor: cursorText(look.cursor) };
  }

  /**
   * Waits until `read` gives something, asking it once at once and again whenever the request has changed. The waiter is
   * registered before the first reading, so a change between the two is never overlooked.
   * @param ms for how long
   * @returns null when nothing came of it in time, or `signal` ended the wait
   */
  waitFor<T>(id: string, read: () => Promise<T | null>, ms: number, signal?: AbortSignal): Promise<T | null> {
    return this.#waiters.wait({ id, read, ms, signal });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#bell.close();
    this.#waiters.endAll();
    await this.#turn;
  }

  #poll(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#look().finally(() => this.#poll()), POLL_MS);
    // What waits here keeps no process alive that has nothing else to do.
    this.#timer.unref();
  }

  /** One look at a time; what is asked for while one is under way is one more look after it. Never rejects. */
  #look(): Promise<void> {
    this.#again = true;
    this.#turn ??= this.#work().finally(() => {
      this.#turn = null;
    });
    return this.#turn;
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#follow();
      } catch {
        // The next poll looks from where this one began: nothing is lost by it.
      }
    }
  }

  async #follow(): Promise<void> {
    const former = this.#cursor;
    const look = await lookSince(former.seen);
    if (!look || !isGood(former, look.cursor.millis)) {
      this.#cursor = look?.cursor ?? (await lookNow());
      this.#waiters.wakeAll();
      for (const listener of this.#listeners) listener.gap();
      return;
    }
    this.#cursor = look.cursor;
    if (look.ids.length === 0) return;
    this.#waiters.wake(look.ids);
    const cursor = this.cursor;
    for (const listener of this.#listeners) listener.changed(look.ids, cursor);
  }
}
