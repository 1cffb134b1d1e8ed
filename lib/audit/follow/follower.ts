import type { SqlTx } from "@/lib/db";

/** Numbered events of one epoch: `from` inclusive, `to` exclusive. */
export interface Stretch {
  epoch: number;
  from: bigint;
  to: bigint;
}

/** What stands apart from the log and follows it, and can be made anew from it at any time. */
export interface Follower {
  /** Of its row in log_followers. */
  name: string;
  /**
   * Writes what these events mean to it, in the transaction that also moves its position: each event once, in order.
   * Events of the stretch that were let go are absent.
   */
  apply: (tx: SqlTx, stretch: Stretch) => Promise<void>;
  /** Removes everything it ever wrote. */
  empty: (tx: SqlTx) => Promise<void>;
}
