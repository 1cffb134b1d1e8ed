import type { Capability, DataClass } from "@/lib/risk/terms";

/**
 * How much a resource weighs for the blast radius: by the most sensitive class of data that lies there. Whole small numbers, so
 * that a person can repeat the sum on paper. A resource about whose data nothing is stated counts as public.
 */
export const SENSITIVITY: Record<DataClass, number> = {
  public: 1,
  internal: 2,
  confidential: 4,
  personal: 4,
  payment: 6,
  health: 6,
  restricted: 6,
  secrets: 8,
};
export const UNSTATED_WEIGHT = 1;

/** What can be written can be spoiled as well as read. */
export const ACCESS_WEIGHT = { read: 1, write: 2 } as const;

/** From the most sensitive to the least: of equal weights the first decides under which class a resource stands. */
export const BY_SENSITIVITY = [
  "secrets",
  "restricted",
  "health",
  "payment",
  "personal",
  "confidential",
  "internal",
  "public",
] as const satisfies readonly DataClass[];

/** From the most dangerous to the least: the first that a tool has names the group it is drawn in. */
export const BY_DANGER = [
  "pay",
  "change_permissions",
  "execute",
  "change_infrastructure",
  "delete",
  "export",
  "communicate",
  "publish",
  "write",
  "browse_untrusted",
  "read",
] as const satisfies readonly Capability[];

export const SUBJECTS = ["agent", "server", "credential"] as const;
export type SubjectKind = (typeof SUBJECTS)[number];
export const SUBJECT_LABELS: Record<SubjectKind, string> = {
  agent: "Agent",
  server: "Server",
  credential: "Credential",
};

/** Whether an agent reaches something now, or only once its tools are accepted and it is active. */
export const STANDINGS = ["now", "later"] as const;
export type Standing = (typeof STANDINGS)[number];
export const STANDING_LABELS: Record<Standing, string> = { now: "Now", later: "Would add" };

export const REACH_LIMITS = {
  /** Rows of a page of reachers or resources. */
  page: 50,
  /** Totals are exact up to here, "10,000+" beyond. */
  count: 10_000,
  /** Tools and resources drawn one by one; above it they are grouped. */
  single: 12,
  /** Members of an opened group that are drawn. */
  members: 40,
  /** Rows of a CSV. */
  rows: 100_000,
} as const;

/** The columns of the picture, from the agent to what lies at the end. */
export const MAP_COLUMNS = ["Agent", "Servers", "Tools", "Resources", "Data classes"] as const;

/** Sizes of the picture: heights in pixels, widths in hundredths of the width that there is; up to `low` columns are centred. */
export const MAP_SIZES = { node: 44, gap: 8, width: 16, low: 640 } as const;
