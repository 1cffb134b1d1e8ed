/** The closed lists of grants, with the labels people read, and the shape in which a grant decides. Safe for the browser. */
import type { Capability, Effect } from "@/lib/risk/terms";

/** What can be done with a tool, from the least to the most dangerous: a call is decided under the worst that its tool can do. */
export const ACTIONS = ["read", "write", "communicate", "export", "execute", "delete", "pay", "administer"] as const;
export type Action = (typeof ACTIONS)[number];
export const ACTION_LABELS: Record<Action, string> = {
  read: "Read",
  write: "Write",
  communicate: "Communicate",
  export: "Export",
  execute: "Execute",
  delete: "Delete",
  pay: "Pay",
  administer: "Administer",
};

export const ENTITLEMENT_KINDS = ["standing", "elevation"] as const;
export type EntitlementKind = (typeof ENTITLEMENT_KINDS)[number];

export const KIND_LABELS: Record<EntitlementKind, string> = { standing: "Standing", elevation: "Elevation" };

/** `suspended`: decides nothing until somebody lets it again, and runs out as if it did. */
export const ENTITLEMENT_STATES = ["requested", "active", "suspended", "rejected", "revoked", "expired"] as const;
export type EntitlementState = (typeof ENTITLEMENT_STATES)[number];
export const STATE_LABELS: Record<EntitlementState, string> = {
  requested: "Waits for approval",
  active: "Active",
  suspended: "Suspended",
  rejected: "Rejected",
  revoked: "Revoked",
  expired: "Expired",
};

/** Numbers compare as decimals of four places; `in` and `not_in` take a list of texts; `like` knows `*` as any run of characters. */
export const OPERATORS = [
  "eq",
  "ne",
  "lt",
  "lte",
  "gt",
  "gte",
  "in",
  "not_in",
  "like",
  "contains",
  "has",
  "has_not",
] as const;
export type Operator = (typeof OPERATORS)[number];
export const OPERATOR_LABELS: Record<Operator, string> = {
  eq: "is",
  ne: "is not",
  lt: "<",
  lte: "≤",
  gt: ">",
  gte: "≥",
  in: "is one of",
  not_in: "is none of",
  like: "is like",
  contains: "contains",
  has: "is given",
  has_not: "is not given",
};

/** A condition on one argument of the call, by dotted path ("payee.iban"). An argument that is absent or of another type fails it. */
export interface Condition {
  argument: string;
  operator: Operator;
  value?: string | number | boolean | readonly string[];
}

/** When a grant is open: on these days (1 Monday … 7 Sunday), from and until a minute of the day, in an IANA time zone. */
export interface TimeWindow {
  days: readonly number[];
  fromMinute: number;
  untilMinute: number;
  zone: string;
}

/** A grant as decision points hold it. Instants are milliseconds since 1970. */
export interface Grant {
  id: string;
  agentId: string;
  server: string;
  /** Null: every tool of the server. */
  tool: string | null;
  /** Non-null: only calls that touch this resource. */
  resourceId: string | null;
  actions: readonly Action[];
  conditions: readonly Condition[];
  windows: readonly TimeWindow[];
  startsAt: number | null;
  expiresAt: number | null;
}

/** The actions that each capability amounts to; what a tool does beyond reading and writing follows from what it is capable of. */
const OF_CAPABILITY: Partial<Record<Capability, Action>> = {
  write: "write",
  delete: "delete",
  execute: "execute",
  pay: "pay",
  communicate: "communicate",
  publish: "communicate",
  change_permissions: "administer",
  change_infrastructure: "administer",
  export: "export",
};

/** Everything that a call of this tool does, least dangerous first: never empty. */
export function actionsOf(tool: { effect: Effect; capabilities: readonly Capability[] }): Action[] {
  const found = new Set<Action>(tool.capabilities.flatMap((capability) => OF_CAPABILITY[capability] ?? []));
  if (tool.effect !== "read") found.add("write");
  if (found.size === 0) found.add("read");
  return ACTIONS.filter((action) => found.has(action));
}

/** The action that a call of this tool is decided under. */
export function actionOf(tool: { effect: Effect; capabilities: readonly Capability[] }): Action {
  return actionsOf(tool).at(-1) ?? "administer";
}

/** What can do harm that is hard to undo: its approval asks for somebody who does not run the agent. */
export const DANGEROUS_ACTIONS: readonly Action[] = ["export", "execute", "delete", "pay", "administer"];

export const LIMITS = {
  conditions: 20,
  windows: 10,
  /** Texts in one list of a condition. */
  choices: 100,
  text: 500,
  argument: 200,
  reason: 2_000,
  reasonLeast: 10,
  /** Into how many grants one may be narrowed. */
  parts: 20,
  /** The largest number of a condition: beyond it four places are no longer exact. */
  number: 900_000_000_000,
} as const;

/** After how many days without a use a grant counts as unused, unless asked otherwise (Z8). */
export const UNUSED_DAYS = 90;
export const UNUSED_CHOICES = [30, 60, 90, 180] as const;

/** What is worth a look: ends within 30 days, had no use for 90 days, or reaches far more than work usually needs. */
export const ATTENTIONS = ["expiring", "unused", "wide"] as const;
export type Attention = (typeof ATTENTIONS)[number];
export const ATTENTION_LABELS: Record<Attention, string> = {
  expiring: "Ends within 30 days",
  unused: "Unused for 90 days",
  wide: "Far too wide",
};

export const ENTITLEMENT_SORTS = ["requested", "agent", "expires", "used"] as const;
export type EntitlementSort = (typeof ENTITLEMENT_SORTS)[number];
