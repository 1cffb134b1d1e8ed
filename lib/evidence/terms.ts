/** The words of evidence, safe everywhere. */
export const EXPORT_FORMATS = ["pdf", "csv", "jsonl", "ocsf"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const FORMAT_LABELS: Record<ExportFormat, string> = {
  pdf: "Report for people (PDF)",
  csv: "Table (CSV)",
  jsonl: "Events with leaves (JSON Lines)",
  ocsf: "Security lake (OCSF 1.8)",
};

export const FORMAT_HINTS: Record<ExportFormat, string> = {
  pdf: "What was asked, counts, the first 2,000 events, who had it in hand, and how to check it.",
  csv: "One line for each event, for spreadsheets. Text that a spreadsheet would run is made harmless.",
  jsonl: "Every event with the very bytes that the log signed. Always in it: the proof rests on these.",
  ocsf: "The same events as classes of the Open Cybersecurity Schema Framework, for a SIEM or data lake.",
};

const EXPORT_STATES = ["waiting", "gathering", "anchoring", "ready", "failed", "cancelled", "expired"] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

export const STATE_LABELS: Record<ExportState, string> = {
  waiting: "Waits for a worker",
  gathering: "Being gathered",
  anchoring: "Waits for the log's signature",
  ready: "Ready",
  failed: "Failed",
  cancelled: "Cancelled",
  expired: "Expired",
};

/** How many days the files of an export are kept. */
export const KEEP_DAYS = [7, 30, 90, 180, 365] as const;
export const LINK_DAYS = [1, 7, 14, 30] as const;
export const MOST_LINK_DAYS = 30;
/** Beyond this the largest file would not fit into its container. */
export const MOST_EVENTS = 2_000_000;
