import { text } from "./document";
import type { ReadRecord } from "./recognise";

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** An ISO 8601 date, or an instant with its zone, as a CSV writes it; null when it is neither. A date counts from its beginning in UTC. */
export function instantIn(written: string): Date | null {
  const at = ISO.test(written) ? new Date(written) : null;
  if (!at || Number.isNaN(at.getTime())) return null;
  // "2026-02-30" would be read as a day of March.
  return written.length > 10 || at.toISOString().startsWith(written) ? at : null;
}

/**
 * When the agent was last used, by what is known and what the record says (O4): it never moves backwards, for an older export
 * knows less, and never into the future.
 */
export function lastUsedAfter(
  record: Pick<ReadRecord, "kind" | "document">,
  former: Date | null,
  now: Date,
): Date | null {
  const told = record.kind === "csv" ? instantIn(text(record.document, "last_used")) : null;
  if (!told || told > now) return former;
  return former && former >= told ? former : told;
}
