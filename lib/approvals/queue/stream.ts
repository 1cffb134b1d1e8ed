import { requirePermission } from "@/lib/access";
import type { Actor, Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { approvalsFeed } from "../live";
import { QueueBroadcast, type QueueEvent, type Reader, type StreamEnd } from "./broadcast";
import { watchReaders } from "./watch-readers";

/** A session that ended, or whose roles changed, hears nothing after this. */
const WATCH_MS = 5_000;
const HEARTBEAT_MS = 15_000;
/** After this a browser whose stream broke off comes back by itself. */
const RETRY_MS = 1_000;
/** What may wait for a slow reader; beyond it the stream is closed, and the reader goes on from what it has heard. */
const MOST_BUFFERED = 256 * 1024;

interface Opened {
  queue: QueueBroadcast;
  close: () => void;
}
const opened = globalThis as unknown as { countersignQueue?: Promise<Opened> | undefined };

/** The queue of this process, opened at first use. A failed opening is tried again by the next caller. */
function broadcast(): Promise<Opened> {
  opened.countersignQueue ??= open().catch((error: unknown) => {
    opened.countersignQueue = undefined;
    throw error;
  });
  return opened.countersignQueue;
}

async function open(): Promise<Opened> {
  const queue = new QueueBroadcast(await approvalsFeed());
  const timer = setInterval(() => void watchReaders(queue), WATCH_MS).unref();
  const close = () => {
    clearInterval(timer);
    queue.close();
  };
  // A server that stops waits for what is open: streams would keep it for ever. Their readers find another instance.
  process.once("SIGTERM", close).once("SIGINT", close).once("disconnect", close);
  return { queue, close };
}

/** Ends every stream of this process: for tests and scripts that must end. */
export async function closeQueueStreams(): Promise<void> {
  const was = opened.countersignQueue;
  opened.countersignQueue = undefined;
  (await was?.catch(() => undefined))?.close();
}

/**
 * The changes of the queue as server-sent events (WHATWG HTML 9.2), each with the cursor to resume from as its id (A5).
 * `queue`: lines that changed, as the caller sees them; `end`: why the stream ends.
 * @param after the cursor of the page, or of the last event that was heard
 * @param signal ends it when the browser has gone
 * @throws CountersignError `forbidden`, `invalid`
 */
export async function openQueueStream(
  ctx: Context,
  { after, signal }: { after: string; signal: AbortSignal },
): Promise<ReadableStream<Uint8Array>> {
  requirePermission(ctx, "approvals.decide");
  if (!after) throw new CountersignError("invalid", "Say after which cursor the stream goes on: the page has one.");
  const { queue } = await broadcast();
  const line = new Line(queue);
  const stream = new ReadableStream<Uint8Array>(line, new ByteLengthQueuingStrategy({ highWaterMark: MOST_BUFFERED }));
  line.write(`retry: ${RETRY_MS}\n\n`);
  const leave = await queue.join(line.reader(ctx.actor), after);
  line.onClose(leave);
  signal.addEventListener("abort", () => line.close(), { once: true });
  return stream;
}

/** One browser at the other end: written to as long as it reads. */
class Line implements UnderlyingDefaultSource<Uint8Array> {
  readonly #queue: QueueBroadcast;
  readonly #encoder = new TextEncoder();
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #closed = false;
  #leave: () => void = () => {};
  readonly #beat: NodeJS.Timeout;

  constructor(queue: QueueBroadcast) {
    this.#queue = queue;
    // The cursor goes with it, so that who comes back after a quiet hour need not read everything anew.
    this.#beat = setInterval(() => this.write(`event: beat\nid: ${this.#queue.cursor}\ndata:\n\n`), HEARTBEAT_MS);
    this.#beat.unref();
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller;
  }

  cancel(): void {
    this.close();
  }

  reader(actor: Actor): Reader {
    return { actor, send: (event) => this.#send(event), end: (why) => this.#end(why) };
  }

  onClose(leave: () => void): void {
    this.#leave = leave;
    if (this.#closed) leave();
  }

  write(text: string): void {
    if (this.#closed) return;
    this.#controller?.enqueue(this.#encoder.encode(text));
    if ((this.#controller?.desiredSize ?? 0) <= 0) this.close();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#beat);
    this.#leave();
    try {
      this.#controller?.close();
    } catch {
      // The browser has gone first, and the stream is cancelled already.
    }
  }

  #send({ cursor, rows, now }: QueueEvent): void {
    this.write(`event: queue\nid: ${cursor}\ndata: ${JSON.stringify({ rows, now })}\n\n`);
  }

  #end(why: StreamEnd): void {
    this.write(`event: end\ndata: ${why}\n\n`);
    this.close();
  }
}
