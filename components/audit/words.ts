import type { EventView } from "@/lib/audit/search";

/** How an event ended, in the words of the timeline. */
export const OUTCOME_LABELS: Record<EventView["outcome"], string> = {
  done: "Done",
  refused: "Refused",
  failed: "Failed",
};
