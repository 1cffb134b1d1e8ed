/** The words of the register of resources. Safe for the browser. */

export const RESOURCE_KINDS = ["database", "service", "files", "account", "infrastructure", "other"] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];
export const RESOURCE_KIND_LABELS: Record<ResourceKind, string> = {
  database: "Database",
  service: "Service",
  files: "Files",
  account: "Account",
  infrastructure: "Infrastructure",
  other: "Other",
};

/** What a tool can do to a resource that it reaches. */
export const ACCESSES = ["read", "write"] as const;
export type Access = (typeof ACCESSES)[number];
export const ACCESS_LABELS: Record<Access, string> = { read: "Reads", write: "Writes" };

export const RESOURCE_LIMITS = {
  name: 120,
  description: 500,
  /** Records, people and money: whole numbers up to here. */
  amount: 1_000_000_000_000,
  /** Tools and resources that one act may link. */
  tools: 500,
  resources: 50,
} as const;
