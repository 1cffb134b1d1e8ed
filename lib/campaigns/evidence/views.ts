export type PackState = "waiting" | "building" | "anchoring" | "ready" | "failed";

/** One pack as its list shows it. */
export interface PackView {
  id: string;
  state: PackState;
  /** Why it could not be made; empty otherwise. */
  error: string;
  askedAt: Date;
  askedById: string | null;
  readyAt: Date | null;
  bytes: number;
  /** SHA-256 of the manifest, hex: the log has it too. Empty until it is made. */
  manifestDigest: string;
  /** The event of the log that anchors it. */
  eventId: string | null;
  /** Items written and items to write, of the one that is being built; null: not known. */
  progress: { done: number; total: number } | null;
}
