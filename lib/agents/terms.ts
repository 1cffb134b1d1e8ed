/** The words of the inventory: every closed list with the label that people read. Safe for the browser. */

export const ENVIRONMENTS = ["development", "staging", "production"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];
export const ENVIRONMENT_LABELS: Record<Environment, string> = {
  development: "Development",
  staging: "Staging",
  production: "Production",
};

export const AGENT_KINDS = ["agent", "assistant", "workflow", "mcp_server", "plugin"] as const;
export type AgentKind = (typeof AGENT_KINDS)[number];
export const KIND_LABELS: Record<AgentKind, string> = {
  agent: "Agent",
  assistant: "Assistant",
  workflow: "Workflow",
  mcp_server: "MCP server",
  plugin: "Plugin",
};

export const AGENT_STATUSES = ["draft", "registered", "active", "suspended", "decommissioned"] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];
export const STATUS_LABELS: Record<AgentStatus, string> = {
  draft: "Draft",
  registered: "Registered",
  active: "Active",
  suspended: "Suspended",
  decommissioned: "Decommissioned",
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

/** Where a record came from: registered by hand, or one of the kinds that import/ reads. */
export const SOURCES = [
  "manual",
  "mcp-tools",
  "mcp-registry",
  "docker-mcp",
  "toolhive",
  "contextforge",
  "a2a-card",
  "oasf-record",
  "m365-agent",
  "m365-plugin",
  "github-workflow",
  "csv",
] as const;
export type Source = (typeof SOURCES)[number];
export const SOURCE_LABELS: Record<Source, string> = {
  manual: "Registered by hand",
  "mcp-tools": "MCP tool list",
  "mcp-registry": "MCP registry",
  "docker-mcp": "Docker MCP catalogue",
  toolhive: "ToolHive registry",
  contextforge: "ContextForge catalogue",
  "a2a-card": "A2A agent card",
  "oasf-record": "OASF record",
  "m365-agent": "Microsoft 365 agent",
  "m365-plugin": "Microsoft 365 plugin",
  "github-workflow": "GitHub agentic workflow",
  csv: "CSV",
};

export const SIGNATURES = ["none", "unverified", "verified"] as const;
export type Signature = (typeof SIGNATURES)[number];
export const SIGNATURE_LABELS: Record<Signature, string> = {
  none: "Not signed",
  unverified: "Unverified",
  verified: "Verified",
};

export const LIMITS = {
  name: 120,
  line: 200,
  purpose: 2000,
  reason: 1000,
  systems: 100,
  page: 200,
  /** Rows a bulk action may touch. */
  bulk: 10_000,
  /** Totals are exact up to here, "10,000+" beyond. */
  count: 10_000,
} as const;
