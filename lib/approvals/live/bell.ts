import type pg from "pg";
import { connectBell, dropListener } from "./store";

const RETRY_FIRST_MS = 50;
const RETRY_LAST_MS = 1_000;

/** A connection that hears when requests change, and comes back by itself. Whoever uses it looks now and then all the same. */
export class Bell {
  readonly #url: string;
  readonly #rang: () => void;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #retryMs = RETRY_FIRST_MS;
  #closed = false;

  /** @param rang runs at every bell and at every connection, for bells rang unheard while there was none */
  constructor(url: string, rang: () => void) {
    this.#url = url;
    this.#rang = rang;
  }

  /** Resolves when it listens, or when the first attempt has failed and the next is due. */
  async open(): Promise<void> {
    try {
      const client = await connectBell(this.#url);
      if (this.#closed) return dropListener(client);
      this.#client = client;
      this.#retryMs = RETRY_FIRST_MS;
      client.on("notification", this.#rang);
      client.on("end", () => this.#lose(client));
      this.#rang();
    } catch {
      this.#retry();
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    if (this.#client) dropListener(this.#client);
    this.#client = null;
  }

  #lose(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#retry();
  }

  #retry(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.open(), this.#retryMs);
    this.#timer.unref();
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_LAST_MS);
  }
}
