import { CountersignError } from "@/lib/errors";

/** How long a decision point may decide after it last spoke to the database; the row there runs a little longer. */
export const LEASE_MS = 1_900;

/**
 * A right to decide that ends by itself. It counts from before the renewal was sent, on the clock that never jumps; and on the
 * wall clock too, for the other one stands still while a machine sleeps.
 */
export class Lease {
  #steadyUntil = Number.NEGATIVE_INFINITY;
  #wallUntil = Number.NEGATIVE_INFINITY;

  /** @param sent what `Lease.now()` said before the renewal was sent */
  renew(sent: Instant): void {
    this.#steadyUntil = sent.steady + LEASE_MS;
    this.#wallUntil = sent.wall + LEASE_MS;
  }

  end(): void {
    this.#steadyUntil = Number.NEGATIVE_INFINITY;
  }

  get isFresh(): boolean {
    return performance.now() < this.#steadyUntil && Date.now() < this.#wallUntil;
  }

  /** @throws CountersignError `unavailable` when the lease has run out */
  assertFresh(): void {
    if (this.isFresh) return;
    throw new CountersignError(
      "unavailable",
      "This decision point has lost touch with the database and denies until it is back. Try again in a moment.",
    );
  }

  static now(): Instant {
    return { steady: performance.now(), wall: Date.now() };
  }
}

interface Instant {
  steady: number;
  wall: number;
}
