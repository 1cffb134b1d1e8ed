import type { OverrideRow } from "./store";
import type { OverrideView } from "./terms";

export function viewOf(row: OverrideRow): OverrideView {
  return {
    ...row,
    requestedAt: row.requestedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
