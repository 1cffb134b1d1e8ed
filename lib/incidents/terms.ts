/** The words of the kill switch. Safe for the browser. */
import type { TargetKind } from "@/lib/policy/terms";

export { TARGET_KINDS, type TargetKind } from "@/lib/policy/terms";

export const TARGET_LABELS: Record<TargetKind, string> = {
  agent: "One agent",
  tool: "A tool",
  server: "A server",
  owner: "Everything a person owns",
  provider: "A provider",
  tier: "A risk tier",
  everything: "Everything",
};

/** What is stopped, for people who have seconds. */
export const TARGET_HINTS: Record<TargetKind, string> = {
  agent: "One record in one environment.",
  tool: "Calls of this tool by any agent. The agents go on with their other tools.",
  server: "Calls of every tool of this server by any agent.",
  owner: "Every agent that this person answers for as its owner.",
  provider: "Every agent that this provider supplies.",
  tier: "Every agent that stands in this tier.",
  everything: "Every agent of this organisation.",
};

export type SwitchState = "active" | "lifted";

/** What must be typed before everything is stopped. */
export const EVERYTHING_PHRASE = "stop everything";

export const LIMITS = {
  reason: 500,
  target: 300,
  /** Up to so many agents are suspended one by one and their owners told; beyond, the switch itself stops them. */
  agents: 1_000,
  /** Rows of the history on one page. */
  page: 25,
} as const;
