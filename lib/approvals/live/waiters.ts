interface Waiting<T> {
  id: string;
  read: () => Promise<T | null>;
  ms: number;
  signal: AbortSignal | undefined;
}

/** Who waits for which request. */
export class Waiters {
  readonly #waking = new Map<string, Set<() => void>>();
  readonly #ends = new Set<() => void>();

  wake(ids: readonly string[]): void {
    for (const id of ids) for (const wake of this.#waking.get(id) ?? []) wake();
  }

  wakeAll(): void {
    for (const some of this.#waking.values()) for (const wake of some) wake();
  }

  /** Ends every wait, as if its time were over: the process stops. */
  endAll(): void {
    for (const end of this.#ends) end();
  }

  /** Registers first, reads then, and reads again after every waking. @returns null when time or `signal` ended it */
  async wait<T>({ id, read, ms, signal }: Waiting<T>): Promise<T | null> {
    const turn = new Turn();
    const forget = this.#register(id, turn.wake);
    const timer = setTimeout(turn.end, ms);
    this.#ends.add(turn.end);
    signal?.addEventListener("abort", turn.end, { once: true });
    try {
      for (;;) {
        const found = await read();
        if (found !== null || signal?.aborted) return found;
        if (!(await turn.next())) return null;
      }
    } finally {
      forget();
      clearTimeout(timer);
      this.#ends.delete(turn.end);
      signal?.removeEventListener("abort", turn.end);
    }
  }

  #register(id: string, wake: () => void): () => void {
    const those = this.#waking.get(id) ?? new Set();
    this.#waking.set(id, those.add(wake));
    return () => {
      those.delete(wake);
      if (those.size === 0) this.#waking.delete(id);
    };
  }
}

/** Woken while it reads, it reads once more: what woke it may have come after what it read. */
class Turn {
  #woken = false;
  #ended = false;
  #resume: (() => void) | null = null;

  readonly wake = (): void => {
    this.#woken = true;
    this.#resume?.();
  };

  readonly end = (): void => {
    this.#ended = true;
    this.#resume?.();
  };

  /** Waits for the next waking. @returns false when there is none any more */
  async next(): Promise<boolean> {
    if (!this.#woken && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#resume = resolve;
      });
    }
    this.#resume = null;
    const woken = this.#woken;
    this.#woken = false;
    return woken;
  }
}
