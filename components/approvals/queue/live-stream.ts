import type { QueueNews } from "./queue-state";

/** How the connection stands. `since`: the last instant at which what is shown was known to be true, by this browser's clock. */
export type LiveStatus =
  | { kind: "live" }
  | { kind: "lost"; since: number }
  | { kind: "elsewhere" }
  | { kind: "signed_out" };

export interface LiveListener {
  onNews: (news: QueueNews) => void;
  onStatus: (status: LiveStatus) => void;
  /** What was missed cannot be known any more: the page is to be read anew, and begins the stream anew. */
  onReload: () => void;
}

const ADDRESS = "/api/approvals/stream";
/** A beat comes every 15 seconds: without one for this long the connection is dead, whatever it says of itself. */
const SILENT_MS = 40_000;
const FIRST_RETRY_MS = 1_000;
const MOST_RETRY_MS = 15_000;

/** Follows the queue by server-sent events: comes back by itself from where it stopped, and says when what is shown may be old. */
export class LiveStream {
  readonly #listener: LiveListener;
  #source: EventSource | null = null;
  #cursor: string;
  #heardAt = Date.now();
  #lost = false;
  #stopped = false;
  #waitsForPage = false;
  #elsewhere = false;
  #retryMs = FIRST_RETRY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(cursor: string, listener: LiveListener) {
    this.#cursor = cursor;
    this.#listener = listener;
  }

  open(): void {
    this.#stopped = false;
    this.#waitsForPage = false;
    this.#elsewhere = false;
    clearTimeout(this.#timer);
    this.#source?.close();
    const source = new EventSource(`${ADDRESS}?after=${encodeURIComponent(this.#cursor)}`);
    this.#source = source;
    source.addEventListener("open", () => this.#hear());
    source.addEventListener("beat", (event) => this.#hear(event.lastEventId));
    source.addEventListener("queue", (event) => {
      this.#hear(event.lastEventId);
      this.#listener.onNews(JSON.parse(event.data) as QueueNews);
    });
    source.addEventListener("end", (event) => this.#end(event.data));
    source.addEventListener("error", () => this.#breakOff());
    this.#watch();
  }

  /** The browser itself says that it has no network. */
  offline(): void {
    if (!this.#stopped) this.#lose();
  }

  /** Opens again where it stopped, unless it is open. @param asked by the person: also when it was ended for good */
  resume(asked = false): void {
    if (asked || this.#elsewhere || (this.#lost && !this.#stopped)) this.open();
  }

  /** The page was read anew; a stream that waited for that goes on from there. */
  pageRead(cursor: string): void {
    if (!this.#waitsForPage) return;
    this.#cursor = cursor;
    this.open();
  }

  close(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = null;
  }

  #hear(cursor = ""): void {
    if (cursor) this.#cursor = cursor;
    this.#heardAt = Date.now();
    this.#retryMs = FIRST_RETRY_MS;
    this.#lost = false;
    this.#listener.onStatus({ kind: "live" });
    this.#watch();
  }

  #watch(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#breakOff(true), SILENT_MS);
  }

  #end(why: string): void {
    if (why === "resume") return;
    this.close();
    this.#waitsForPage = why === "reload";
    this.#elsewhere = why === "replaced";
    if (this.#waitsForPage) this.#listener.onReload();
    else this.#listener.onStatus({ kind: this.#elsewhere ? "elsewhere" : "signed_out" });
  }

  /** A browser comes back by itself from a stream that broke off, and not from one that was refused or is silent. */
  #breakOff(silent = false): void {
    if (this.#stopped) return;
    this.#lose();
    if (!silent && this.#source?.readyState !== EventSource.CLOSED) return;
    this.#source?.close();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.open(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, MOST_RETRY_MS);
  }

  #lose(): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#listener.onStatus({ kind: "lost", since: this.#heardAt });
  }
}
