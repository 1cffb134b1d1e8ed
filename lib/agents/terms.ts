/** The words of the inventory: every closed list with the label that people read. Safe for the browser. */

export {
  AUTONOMIES,
  AUTONOMY_LABELS,
  type Autonomy,
  DATA_CLASS_LABELS,
  DATA_CLASSES,
  type DataClass,
  ENVIRONMENT_LABELS,
  ENVIRONMENTS,
  type Environment,
  EXPOSURE_LABELS,
  EXPOSURES,
  type Exposure,
  PRIVILEGE_CLASSES,
  PRIVILEGE_LABELS,
  type PrivilegeClass,
  TIER_LABELS,
  TIERS,
  type Tier,
} from "@/lib/risk/terms";
export * from "./controls/terms";
export {
  HAND_OVER_DAYS,
  HAND_OVER_STATE_LABELS,
  type HandOverState,
  SEAT_HINTS,
  SEAT_LABELS,
  SEATS,
  type Seat,
} from "./hand-over/terms";
export * from "./resources/terms";
export * from "./tier/terms";
export * from "./tools/terms";
export * from "./versions/terms";

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

const SIGNATURES = ["none", "unverified", "verified"] as const;
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
