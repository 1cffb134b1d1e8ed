/** The closed lists of risk, with the labels people read. Safe for the browser. */

export { TIERS, type Tier } from "@/lib/agents/terms";

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
