/** The words of the tool inventory, with the labels that people read. Safe for the browser. */

export const TOOL_STATES = ["quarantined", "accepted", "blocked", "removed"] as const;
export type ToolState = (typeof TOOL_STATES)[number];
export const TOOL_STATE_LABELS: Record<ToolState, string> = {
  quarantined: "In quarantine",
  accepted: "Accepted",
  blocked: "Blocked",
  removed: "No longer listed",
};

/** What is kept of a tool's past, for people to read back. */
const TOOL_CHANGE_KINDS = [
  "changed",
  "removed",
  "returned",
  "accepted",
  "blocked",
  "corrected",
  "correction_ended",
] as const;
export type ToolChangeKind = (typeof TOOL_CHANGE_KINDS)[number];
export const TOOL_CHANGE_LABELS: Record<ToolChangeKind, string> = {
  changed: "Listed with a changed definition",
  removed: "No longer listed",
  returned: "Listed again",
  accepted: "Accepted",
  blocked: "Blocked",
  corrected: "What it can do was corrected",
  correction_ended: "The correction ended",
};

/** What in a definition should make its reader stop. Labels say it; each finding says where, and shows the words. */
const WARNING_KINDS = [
  "hidden_text",
  "direction",
  "lookalike",
  "encoded",
  "overrides",
  "conceals",
  "addresses_model",
  "reads_secrets",
  "wants_conversation",
  "wants_secrets",
  "names_other_tool",
  "same_name",
] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];
export const WARNING_LABELS: Record<WarningKind, string> = {
  hidden_text: "Holds text that people do not see",
  direction: "Reorders its text on screen",
  lookalike: "Uses letters that pose as others",
  encoded: "Holds encoded text",
  overrides: "Tells the model to set rules aside",
  conceals: "Tells the model to keep something from people",
  addresses_model: "Gives the model orders",
  reads_secrets: "Speaks of files that hold secrets",
  wants_conversation: "Asks for the conversation or the instructions",
  wants_secrets: "Asks for a secret",
  names_other_tool: "Speaks of another tool",
  same_name: "Has the name of a tool of another server",
};
/** Findings that have innocent explanations often enough: shown, and accepted without a reason of its own. */
export const MILD_WARNINGS: ReadonlySet<WarningKind> = new Set(["wants_secrets", "names_other_tool", "same_name"]);

/** What a listing brought, in words; empty where it brought nothing. */
export function listingText(counts: { added: number; changed: number; removed: number; back?: number }): string {
  const { added, changed, removed, back = 0 } = counts;
  const parts = [
    added ? `${added} new` : "",
    changed ? `${changed} changed` : "",
    removed ? `${removed} no longer listed` : "",
    back ? `${back} listed again` : "",
  ].filter(Boolean);
  return parts.length ? `Tools: ${parts.join(", ")}.` : "";
}

export const TOOL_LIMITS = {
  name: 200,
  /** Characters of one definition in canonical JSON. */
  definition: 200_000,
  /** Tools of one listing. */
  listing: 2_000,
  /** Tools of one decision. */
  decision: 500,
} as const;
