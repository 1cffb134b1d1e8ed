/** The closed lists of risk, with the labels people read. Safe for the browser. */

export const ENVIRONMENTS = ["development", "staging", "production"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];
export const ENVIRONMENT_LABELS: Record<Environment, string> = {
  development: "Development",
  staging: "Staging",
  production: "Production",
};

export const TIERS = ["low", "moderate", "high", "critical"] as const;
export type Tier = (typeof TIERS)[number];
export const TIER_LABELS: Record<Tier, string> = {
  low: "Low",
  moderate: "Moderate",
  high: "High",
  critical: "Critical",
};

export const AUTONOMIES = ["suggests", "acts_with_approval", "acts_alone"] as const;
export type Autonomy = (typeof AUTONOMIES)[number];
export const AUTONOMY_LABELS: Record<Autonomy, string> = {
  suggests: "Suggests, people act",
  acts_with_approval: "Acts after approval",
  acts_alone: "Acts alone",
};

export const EXPOSURES = ["internal", "partner", "public"] as const;
export type Exposure = (typeof EXPOSURES)[number];
export const EXPOSURE_LABELS: Record<Exposure, string> = {
  internal: "Internal only",
  partner: "Partners",
  public: "Public",
};

export const PRIVILEGE_CLASSES = [
  "payment",
  "deletion",
  "permission_change",
  "data_export",
  "infrastructure_change",
  "external_communication",
] as const;
export type PrivilegeClass = (typeof PRIVILEGE_CLASSES)[number];
export const PRIVILEGE_LABELS: Record<PrivilegeClass, string> = {
  payment: "Payment",
  deletion: "Deletion",
  permission_change: "Permission change",
  data_export: "Data export",
  infrastructure_change: "Infrastructure change",
  external_communication: "External communication",
};

export const DATA_CLASSES = [
  "public",
  "internal",
  "confidential",
  "restricted",
  "personal",
  "payment",
  "health",
  "secrets",
] as const;
export type DataClass = (typeof DATA_CLASSES)[number];
export const DATA_CLASS_LABELS: Record<DataClass, string> = {
  public: "Public",
  internal: "Internal",
  confidential: "Confidential",
  restricted: "Restricted",
  personal: "Personal",
  payment: "Payment",
  health: "Health",
  secrets: "Secrets",
};

/**
 * What a tool does to what exists: `read` leaves everything as it was, `write` only adds, `destructive` changes,
 * replaces, interrupts or removes something that was there.
 */
export const EFFECTS = ["read", "write", "destructive"] as const;
export type Effect = (typeof EFFECTS)[number];
export const EFFECT_LABELS: Record<Effect, string> = {
  read: "Reads",
  write: "Adds",
  destructive: "Changes or removes",
};

export const CAPABILITIES = [
  "read",
  "write",
  "delete",
  "execute",
  "pay",
  "communicate",
  "publish",
  "change_permissions",
  "change_infrastructure",
  "export",
  "browse_untrusted",
] as const;
export type Capability = (typeof CAPABILITIES)[number];
export const CAPABILITY_LABELS: Record<Capability, string> = {
  read: "Read",
  write: "Write",
  delete: "Delete",
  execute: "Execute code or commands",
  pay: "Move money",
  communicate: "Communicate with people",
  publish: "Publish",
  change_permissions: "Change permissions or credentials",
  change_infrastructure: "Change infrastructure",
  export: "Export in bulk",
  browse_untrusted: "Read untrusted content",
};
