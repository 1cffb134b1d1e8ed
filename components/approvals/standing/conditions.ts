import type { Boundable } from "@/lib/approvals/standing/bounds";
import type { Condition } from "@/lib/entitlements/terms";

/** One argument as the form holds it: texts, as they were typed. */
export interface Bound {
  /** A remark that may say anything. */
  open: boolean;
  least: string;
  most: string;
  /** Allowed texts, one per line. */
  choices: string;
}

/** What the form begins with: exactly the request that it grows out of, and from nothing up to its number. */
export function startOf({ kind, values, free }: Boundable): Bound {
  const numbers = values.filter((value) => typeof value === "number");
  const most = numbers.length ? Math.max(...numbers) : 0;
  return {
    open: free,
    least: kind === "number" ? String(Math.min(0, most)) : "",
    most: kind === "number" ? String(most) : "",
    choices: kind === "text" ? values.join("\n") : "",
  };
}

/** What was typed, as conditions; what is no number stands as none, and the server says what is missing. */
export function conditionsOf(boundable: Boundable, bound: Bound): Condition[] {
  const { argument, kind, values, listed } = boundable;
  if (kind === "nothing") return [{ argument, operator: "has_not" }];
  if (kind === "flag") return [{ argument, operator: "eq", value: values[0] === true }];
  if (kind === "number") return [...limit(argument, "gte", bound.least), ...limit(argument, "lte", bound.most)];
  if (bound.open) return [];
  const choices = [...new Set(bound.choices.split("\n").filter((line) => line !== ""))];
  if (choices.length === 0) return [];
  const [only] = choices;
  return choices.length === 1 && !listed && only !== undefined
    ? [{ argument, operator: "eq", value: only }]
    : [{ argument, operator: "in", value: choices }];
}

function limit(argument: string, operator: "gte" | "lte", typed: string): Condition[] {
  const value = Number(typed);
  return typed.trim() === "" || !Number.isFinite(value) ? [] : [{ argument, operator, value }];
}
