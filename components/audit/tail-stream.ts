import type { EventView } from "@/lib/audit/search";

/** How the tail stands: following, paused with the tab, or broken off and coming back by itself. */
export type TailStatus = "live" | "paused" | "lost";

export interface TailListener {
  onEvents: (events: EventView[]) => void;
  onStatus: (status: TailStatus) => void;
}

const FIRST_RETRY_MS = 1_000;
const MOST_RETRY_MS = 15_000;

/** Follows the log by server-sent events from a log number on: numbers have no gaps, so that nothing is missed or told twice. */
export class TailStream {
  readonly #address: string;
  readonly #listener: TailListener;
  #after: string;
  #source: EventSource | null = null;
  #retryMs = FIRST_RETRY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param address of the stream with its filters */
  constructor(address: string, after: number, listener: TailListener) {
    this.#address = address;
    this.#after = String(after);
    this.#listener = listener;
  }

  /** Goes on after the last number that was heard. */
  open(): void {
    this.#stop();
    const source = new EventSource(`${this.#address}${this.#address.includes("?") ? "&" : "?"}after=${this.#after}`);
    this.#source = source;
    source.addEventListener("beat", (event) => this.#hear(event.lastEventId));
    source.addEventListener("events", (event) => {
      this.#hear(event.lastEventId);
      this.#listener.onEvents(JSON.parse(event.data) as EventView[]);
    });
    source.addEventListener("error", () => this.#breakOff());
  }

  /** Nobody looks: the server need not tell. */
  pause(): void {
    this.#stop();
    this.#listener.onStatus("paused");
  }

  close(): void {
    this.#stop();
  }

  #hear(number: string): void {
    if (number) this.#after = number;
    this.#retryMs = FIRST_RETRY_MS;
    this.#listener.onStatus("live");
  }

  /** A stream that ended in good order is opened again at once by the browser; one that was refused is not. */
  #breakOff(): void {
    if (this.#source?.readyState !== EventSource.CLOSED) return;
    this.#listener.onStatus("lost");
    this.#stop();
    this.#timer = setTimeout(() => this.open(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, MOST_RETRY_MS);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }
}
