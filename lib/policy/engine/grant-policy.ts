import type { Condition, Grant } from "@/lib/entitlements/terms";
import { GIVEN } from "../decide/arguments";
import { isEmptyList, kindOfCondition, limitOf } from "./conditions";
import { decimalText } from "./decimal";
import { quoted } from "./refs";
import type { PolicySource } from "./types";

/**
 * A grant as the Cedar policy it amounts to: what explains it, and what the oracle is given. Times are left out: only open grants
 * are decided by. The server is named twice because "a/b" + "c" and "a" + "b/c" are written alike as a tool.
 */
export function grantPolicy(grant: Grant): PolicySource {
  const { server, tool } = grant;
  const inServer = `Server::${quoted(server)}`;
  const actions = grant.actions.map((action) => `Action::${quoted(action)}`).join(", ");
  const resource = tool === null ? `resource in ${inServer}` : `resource == Tool::${quoted(`${server}/${tool}`)}`;
  const conditions = [
    ...(tool === null ? [] : [`resource in ${inServer}`]),
    ...(grant.resourceId === null ? [] : [`context.touches.contains(Resource::${quoted(grant.resourceId)})`]),
    ...grant.conditions.map(conditionText),
  ];
  const when = conditions.length ? ` when {\n  ${conditions.join(" &&\n  ")}\n}` : "";
  return {
    id: grant.id,
    text: `permit (\n  principal == Agent::${quoted(grant.agentId)},\n  action in [${actions}],\n  ${resource}\n)${when};`,
  };
}

function conditionText(condition: Condition): string {
  const { argument, operator } = condition;
  const kind = kindOfCondition(condition);
  const key = quoted(argument);
  if (kind === null) return "false";
  if (kind === "any") {
    const paths = quoted(GIVEN);
    const given = `(context.lists.hasTag(${paths}) && context.lists.getTag(${paths}).contains(${key}))`;
    return operator === "has" ? given : `!${given}`;
  }
  const found = `context.${kind}.getTag(${key})`;
  const comparison = isEmptyList(condition) ? emptyText(condition, found) : comparisonText(condition, found);
  return `context.${kind}.hasTag(${key}) && ${comparison}`;
}

/** Cedar's validation knows no type for an empty list. */
function emptyText({ operator }: Condition, found: string): string {
  if (operator === "eq" || operator === "ne") return `${operator === "ne" ? "!" : ""}${found}.isEmpty()`;
  return operator === "in" ? "false" : "true";
}

function comparisonText(condition: Condition, found: string): string {
  const { operator, value } = condition;
  switch (operator) {
    case "eq":
      return `${found} == ${literal(condition)}`;
    case "ne":
      return `${found} != ${literal(condition)}`;
    case "in":
      return `${literal(condition)}.contains(${found})`;
    case "not_in":
      return `!${literal(condition)}.contains(${found})`;
    case "like":
      return `${found} like ${quoted(String(value))}`;
    case "contains":
      return typeof value === "string"
        ? `${found}.contains(${quoted(value)})`
        : `${found}.containsAll(${literal(condition)})`;
    default:
      return `${found}.${METHODS[operator as keyof typeof METHODS]}(${literal(condition)})`;
  }
}

const METHODS = { lt: "lessThan", lte: "lessThanOrEqual", gt: "greaterThan", gte: "greaterThanOrEqual" };

function literal(condition: Condition): string {
  const { value } = condition;
  if (typeof value === "number") return `decimal("${decimalText(limitOf(condition))}")`;
  if (typeof value === "string") return quoted(value);
  return typeof value === "object" ? `[${value.map(quoted).join(", ")}]` : String(value);
}
