import type { BadgeTone } from "@/components/ui/badge";
import type { ImportCounts, ImportResult } from "@/lib/agents/schema";

/** In the order in which they matter to somebody who is about to confirm. */
export const RESULTS = ["new", "changed", "duplicate", "rejected"] as const satisfies readonly ImportResult[];

export const RESULT_WORDS: Record<ImportResult, { label: string; tone: BadgeTone; means: string }> = {
  new: { label: "New", tone: "success", means: "becomes a draft" },
  changed: { label: "Changed", tone: "info", means: "brings a changed record" },
  duplicate: { label: "Duplicate", tone: "neutral", means: "is here already, or twice in the file" },
  rejected: { label: "Rejected", tone: "danger", means: "is not written, for the reason given" },
};

/** How many agents confirming would write. */
export function writes(counts: ImportCounts): number {
  return counts.new + counts.changed;
}

/** How many records the file holds. */
export function recordsOf(counts: ImportCounts): number {
  return RESULTS.reduce((sum, result) => sum + counts[result], 0);
}

/** "12 new, 3 changed, 1 rejected"; what is zero goes unsaid. */
export function countsText(counts: ImportCounts): string {
  const said = RESULTS.filter((result) => counts[result] > 0).map(
    (result) => `${counts[result].toLocaleString("en")} ${RESULT_WORDS[result].label.toLowerCase()}`,
  );
  return said.length ? said.join(", ") : "no records";
}
