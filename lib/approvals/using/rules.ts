import type { UseRefusal } from "@/lib/policy/terms";
import { statusAt, type Timed } from "../rules";
import type { StatusReason } from "../terms";

/** The rulebook of using an approval (A6): when a call that names one does not get it. Pure. */

/** What may be different between what was approved and what is asked now, from what an attacker would change to what time does. */
const PARTS = [
  "arguments",
  "tool",
  "targets",
  "person",
  "chain",
  "agent",
  "environment",
  "version",
  "definition",
  "policy",
  "asker",
  "credential",
] as const;
export type Part = (typeof PARTS)[number];

/** What the call itself says: a difference there is no drift but another action. */
const OF_THE_CALL: readonly Part[] = ["arguments", "tool", "targets", "person", "chain", "agent"];

const REFUSED_FOR: Readonly<Record<Part, UseRefusal>> = {
  arguments: "out_of_scope",
  tool: "out_of_scope",
  targets: "out_of_scope",
  person: "out_of_scope",
  chain: "out_of_scope",
  agent: "out_of_scope",
  environment: "wrong_environment",
  version: "superseded_agent",
  definition: "superseded_tool",
  policy: "superseded_policy",
  asker: "out_of_scope",
  credential: "credential_changed",
};

/** The refusal for what is different, the worst first; null: nothing is. */
export function refusalFor(parts: readonly Part[]): UseRefusal | null {
  const worst = PARTS.find((part) => parts.includes(part));
  return worst ? REFUSED_FOR[worst] : null;
}

/** Whether something else is asked for than was approved: somebody tries what nobody has seen. */
export function isTampered(parts: readonly Part[]): boolean {
  return parts.some((part) => OF_THE_CALL.includes(part));
}

/** Why it cannot be used where it stands, by the database's clock; null: it stands approved and in time. */
export function refusalAt(row: Timed & { statusReason: StatusReason | "" }, now: Date): UseRefusal | null {
  switch (statusAt(row, now)) {
    case "approved":
      return null;
    case "pending":
      return "grant_pending";
    case "denied":
    case "cancelled":
    case "revoked":
      return row.status as "denied" | "cancelled" | "revoked";
    case "expired":
    case "lapsed":
      return "approval_expired";
    case "superseded":
      return SUPERSEDED[row.statusReason] ?? "superseded_policy";
    default:
      return "already_consumed";
  }
}

const SUPERSEDED: Readonly<Record<string, UseRefusal>> = {
  agent_changed: "superseded_agent",
  tool_changed: "superseded_tool",
};

export type NextAction = "request" | "retry" | "none";

/** What is asked for anew where people may still allow it: what they have said is no longer, or never was, about this. */
const ASKED_ANEW: readonly UseRefusal[] = [
  "approval_expired",
  "out_of_scope",
  "cancelled",
  "superseded_agent",
  "superseded_tool",
  "superseded_policy",
  "wrong_environment",
  "credential_changed",
  "votes_lapsed",
];

/**
 * What the enforcement point does next (AuthZEN Access Request and Approval Profile, "Completion Semantics").
 * @param isRequestable without the approval, the call is one that people may allow
 */
export function nextActionFor(refusal: UseRefusal, isRequestable: boolean): NextAction {
  if (refusal === "grant_pending") return "retry";
  return isRequestable && ASKED_ANEW.includes(refusal) ? "request" : "none";
}
