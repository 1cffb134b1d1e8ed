import { setTimeout as pause } from "node:timers/promises";
import { type AuditSearch, tailEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";

const LOOK_MS = 1_000;
/** Where there was something: there may be more than one look brings. */
const SOON_MS = 100;
const BEAT_MS = 15_000;
/**
 * After this the stream ends and the browser opens it anew from where it stopped: who was signed out or lost a role meanwhile
 * hears nothing after it.
 */
const LONGEST_MS = 60_000;
/** Before a browser whose stream ended comes back. */
const RETRY_MS = 500;

interface Tail {
  search: AuditSearch;
  /** The log number after which it begins. */
  after: number;
  /** Ends it when the browser has gone. */
  signal: AbortSignal;
}

/**
 * New events of a search as server-sent events (WHATWG HTML 9.2), each batch with the last log number that was looked at as its id.
 * The first look is made before anything is told, so that a refusal is an answer and no broken stream.
 * @throws CountersignError as `tailEvents`
 */
export async function* tailOf(ctx: Context, { search, after, signal }: Tail): AsyncGenerator<string> {
  const until = performance.now() + LONGEST_MS;
  let look = await tailEvents(ctx, search, after);
  let beat = 0;
  yield `retry: ${RETRY_MS}\n\n`;
  while (!signal.aborted && performance.now() < until) {
    if (look.rows.length || performance.now() >= beat) {
      yield look.rows.length
        ? `event: events\nid: ${look.seq}\ndata: ${JSON.stringify(look.rows)}\n\n`
        : `event: beat\nid: ${look.seq}\ndata:\n\n`;
      beat = performance.now() + BEAT_MS;
    }
    if (!(await waited(look.rows.length ? SOON_MS : LOOK_MS, signal))) return;
    look = await tailEvents({ ...ctx, now: new Date() }, search, look.seq);
  }
}

/** Whether anybody still listens after the pause. */
async function waited(millis: number, signal: AbortSignal): Promise<boolean> {
  return pause(millis, true, { signal, ref: false }).catch(() => false);
}
