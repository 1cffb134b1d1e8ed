import { ACTION_LABELS, type Action, type Condition, type Grant } from "@/lib/entitlements/terms";
import { type Compiled, conditionHolds, isOpen } from "../engine";
import { touchesGranted } from "./engine-request";
import type { Json, NearMiss } from "./types";

const MOST = 5;

interface Missed {
  policies: Compiled;
  /** Satisfied forbids. */
  forbids: readonly string[];
  /** Of this agent for this tool. */
  grants: readonly Grant[];
  action: Action;
  touched: readonly string[];
  args: { readonly [key: string]: Json };
  nowMs: number;
}

/** What would have had to be different for the call to be allowed: policies first, then the grants that fail in the fewest ways. */
export function nearMissesOf(missed: Missed): NearMiss[] {
  const policies = missed.forbids.map((id): NearMiss => {
    const { reason } = missed.policies.annotations(id);
    return { kind: "policy", id, because: reason ?? "This policy would have to not hold for the call." };
  });
  const grants = missed.grants
    .map((grant) => ({ grant, failures: failuresOf(grant, missed) }))
    .filter(({ failures }) => failures.length > 0)
    .sort((a, b) => a.failures.length - b.failures.length || (a.grant.id < b.grant.id ? -1 : 1))
    .map(({ grant, failures }): NearMiss => ({ kind: "grant", id: grant.id, because: `${failures.join("; ")}.` }));
  return [...policies, ...grants].slice(0, MOST);
}

function failuresOf(grant: Grant, { action, touched, args, nowMs }: Missed): string[] {
  const failures: string[] = [];
  if (!grant.actions.includes(action)) {
    const given = grant.actions.map((one) => ACTION_LABELS[one].toLowerCase()).join(", ") || "nothing";
    failures.push(`It grants ${given}, and the call is decided under ${ACTION_LABELS[action].toLowerCase()}`);
  }
  if (grant.startsAt !== null && nowMs < grant.startsAt) failures.push(`It begins at ${instant(grant.startsAt)}`);
  else if (grant.expiresAt !== null && nowMs >= grant.expiresAt) {
    failures.push(`It ended at ${instant(grant.expiresAt)}`);
  } else if (!isOpen(grant, nowMs)) failures.push("It is not open at this time of day or day of the week");
  if (!touchesGranted(grant, touched)) failures.push(`It is for calls that touch the resource ${grant.resourceId}`);
  for (const condition of grant.conditions) {
    if (!conditionHolds(condition, args)) failures.push(`Its condition fails: ${conditionText(condition)}`);
  }
  return failures;
}

const instant = (milliseconds: number) => new Date(milliseconds).toISOString();

const WORDS: Record<Condition["operator"], string> = {
  eq: "is",
  ne: "is not",
  lt: "is less than",
  lte: "is at most",
  gt: "is more than",
  gte: "is at least",
  in: "is one of",
  not_in: "is none of",
  like: "is like",
  contains: "contains",
  has: "is given",
  has_not: "is not given",
};

/** A condition for people to read. */
function conditionText({ argument, operator, value }: Condition): string {
  const named = Array.isArray(value) ? value.join(", ") : value === undefined ? "" : String(value);
  return `${argument} ${WORDS[operator]}${named && ` ${named}`}`;
}
