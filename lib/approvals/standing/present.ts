import type { Condition } from "@/lib/entitlements/terms";
import type { BoundView } from "./views";

/** Words for standing approvals. Pure and safe for the browser. */

/** Each bound argument with what it may be: "amount" "between 0 and 500". Untrusted, both. */
export function boundsInWords(conditions: readonly Condition[]): BoundView[] {
  const names = [...new Set(conditions.map(({ argument }) => argument))];
  return names.map((argument) => {
    const here = conditions.filter((condition) => condition.argument === argument);
    return { argument, text: wordsFor(here) };
  });
}

function wordsFor(bounds: readonly Condition[]): string {
  const bound = (operator: Condition["operator"]) => bounds.find((one) => one.operator === operator)?.value;
  const [least, most] = [bound("gte"), bound("lte")];
  if (least !== undefined && most !== undefined) return `between ${String(least)} and ${String(most)}`;
  const choices = bound("in");
  if (Array.isArray(choices)) return `one of ${choices.join(", ")}`;
  const equal = bound("eq");
  if (typeof equal === "boolean") return equal ? "yes" : "no";
  return equal === undefined ? "stays empty" : `exactly ${String(equal)}`;
}

const ENDS: Readonly<Record<string, string>> = {
  reviewer: "A person ended it.",
  used_up: "It was used as often as agreed.",
  time: "Its time was over.",
  agent_changed: "The agent changed.",
  tool_changed: "The tool changed.",
  policy_changed: "The policy that asks changed.",
};

/** Why it ended; empty while it has not. */
export function endInWords(why: string): string {
  return why === "" ? "" : (ENDS[why] ?? "What it rested on changed.");
}
