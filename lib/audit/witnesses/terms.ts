/** A witness as its page shows it. Safe for the browser. */
export interface WitnessView {
  name: string;
  vkey: string;
  url: string;
  /** Leaves of the present log it signed last; 0 before the first time. */
  size: number;
  /** ISO 8601, UTC; null before the first time. */
  signedAt: string | null;
  /** Why it signed nothing last time; "" when it did. */
  error: string;
  failedAt: string | null;
}
