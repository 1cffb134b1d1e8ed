import type { Condition, Grant } from "@/lib/entitlements/terms";
import { decimalOf, GIVEN, tagsOf } from "../decide/arguments";
import type { Json } from "../decide/types";
import { matcher } from "./pattern";
import { type CedarRecord, Decimal, EntityRef } from "./types";
import { includes, includesAll, isSet, mismatch, own, type Value } from "./values";

/** The arguments of a call by kind of value, and what stands under a path. */
type TagsOfKind = (kind: TagKind) => CedarRecord | undefined;
export type TagKind = "texts" | "numbers" | "flags" | "lists";

/** Whether the arguments meet one condition (Z2). One that is absent or of another type fails it. */
export function conditionHolds(condition: Condition, args: { readonly [key: string]: Json }): boolean {
  const tags = tagsOf(args);
  return holds(condition, (kind) => tags[kind]);
}

/** The kind of value that a condition speaks of; null: it can never hold, because its value does not fit its operator. */
export function kindOfCondition({ operator, value }: Condition): TagKind | "any" | null {
  switch (operator) {
    case "has":
    case "has_not":
      return "any";
    case "eq":
    case "ne":
      if (typeof value === "string") return "texts";
      if (typeof value === "number") return Number.isFinite(value) ? "numbers" : null;
      if (typeof value === "boolean") return "flags";
      return Array.isArray(value) ? "lists" : null;
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return typeof value === "number" && Number.isFinite(value) ? "numbers" : null;
    case "in":
    case "not_in":
      return Array.isArray(value) ? "texts" : null;
    case "like":
      return typeof value === "string" ? "texts" : null;
    case "contains":
      return typeof value === "string" || Array.isArray(value) ? "lists" : null;
  }
}

/**
 * Evaluates a condition as Cedar evaluates its text in `grantPolicy`.
 * @throws Failure when a tag is of a type that the schema does not know
 */
function holds(condition: Condition, tagsOfKind: TagsOfKind): boolean {
  const kind = kindOfCondition(condition);
  const { argument, operator } = condition;
  if (kind === null) return false;
  if (kind === "any") return isGiven(argument, tagsOfKind) === (operator === "has");
  const found = own(tagsOfKind(kind), argument);
  return found !== undefined && compares(condition, found);
}

/** Whatever kind of value it has, also one that is in no kind of tags. */
function isGiven(argument: string, tagsOfKind: TagsOfKind): boolean {
  const paths = own(tagsOfKind("lists"), GIVEN);
  if (paths === undefined) return false;
  if (!isSet(paths)) throw mismatch("a Set", paths, "contains");
  return includes(paths, argument);
}

export function isEmptyList({ value }: Condition): boolean {
  return Array.isArray(value) && value.length === 0;
}

function compares(condition: Condition, found: Value): boolean {
  const { operator, value } = condition;
  if (isEmptyList(condition)) return comparesWithNothing(operator, found);
  switch (operator) {
    case "eq":
      return sameAs(condition, found);
    case "ne":
      return !sameAs(condition, found);
    case "in":
      return includes(value as readonly string[], found);
    case "not_in":
      return !includes(value as readonly string[], found);
    case "like":
      if (typeof found !== "string") throw mismatch("a String", found, "like");
      return matcherOf(condition)(found);
    case "contains":
      if (!isSet(found)) throw mismatch("a Set", found, "contains");
      return typeof value === "string" ? includes(found, value) : includesAll(found, value as readonly string[]);
    default:
      return inOrder(condition, found);
  }
}

function comparesWithNothing(operator: Condition["operator"], found: Value): boolean {
  if (operator !== "eq" && operator !== "ne") return operator !== "in";
  if (!isSet(found)) throw mismatch("a Set", found, "isEmpty");
  return (found.length === 0) === (operator === "eq");
}

function sameAs(condition: Condition, found: Value): boolean {
  const { value } = condition;
  if (typeof value === "number") {
    return found instanceof Decimal && found.tenThousandths === limitOf(condition).tenThousandths;
  }
  if (typeof value !== "object") return found === value;
  return isSet(found) && includesAll(found, value) && includesAll(value, found);
}

function inOrder(condition: Condition, found: Value): boolean {
  if (!(found instanceof Decimal)) throw mismatch("a decimal", found, condition.operator);
  const limit = limitOf(condition).tenThousandths;
  const amount = found.tenThousandths;
  switch (condition.operator) {
    case "lt":
      return amount < limit;
    case "lte":
      return amount <= limit;
    case "gt":
      return amount > limit;
    default:
      return amount >= limit;
  }
}

// Kept with the condition, which conditions of the same shape share.
const limits = new WeakMap<Condition, Decimal>();
const matchers = new WeakMap<Condition, (text: string) => boolean>();

export function limitOf(condition: Condition): Decimal {
  let limit = limits.get(condition);
  if (!limit) {
    limit = decimalOf(Number(condition.value));
    limits.set(condition, limit);
  }
  return limit;
}

function matcherOf(condition: Condition): (text: string) => boolean {
  let matches = matchers.get(condition);
  if (!matches) {
    matches = matcher(patternOf(String(condition.value)));
    matchers.set(condition, matches);
  }
  return matches;
}

/** `*` is any run of characters; everything else stands for itself. */
function patternOf(pattern: string) {
  return pattern
    .split("*")
    .flatMap((literal, at) => (at === 0 ? [{ Literal: literal }] : ["Wildcard" as const, { Literal: literal }]));
}

/** Whether an open grant permits this request, as Cedar would say of its text. @throws Failure */
export function grantPermits(grant: Grant, request: GrantRequest): boolean {
  const { principal, action, resource } = request;
  if (principal.type !== "Agent" || principal.id !== grant.agentId) return false;
  if (action.type !== "Action" || !(grant.actions as readonly string[]).includes(action.id)) return false;
  if (grant.tool !== null && !isTool(resource, grant.server, grant.tool)) return false;
  if (!request.isIn(grant.server)) return false;
  if (grant.resourceId !== null && !touches(request.contextOf("touches"), grant.resourceId)) return false;
  for (const condition of grant.conditions) if (!holds(condition, request.tagsOfKind)) return false;
  return true;
}

/** What grants look at in a request. */
export interface GrantRequest {
  principal: EntityRef;
  action: EntityRef;
  resource: EntityRef;
  /** Whether the resource is in this server. */
  isIn: (server: string) => boolean;
  contextOf: (key: string) => Value;
  tagsOfKind: TagsOfKind;
}

function isTool({ type, id }: EntityRef, server: string, tool: string): boolean {
  return (
    type === "Tool" &&
    id.length === server.length + 1 + tool.length &&
    id.charCodeAt(server.length) === 47 &&
    id.startsWith(server) &&
    id.endsWith(tool)
  );
}

function touches(touched: Value, resourceId: string): boolean {
  if (!isSet(touched)) throw mismatch("a Set", touched, "contains");
  for (const one of touched)
    if (one instanceof EntityRef && one.type === "Resource" && one.id === resourceId) return true;
  return false;
}

/** The tags of one kind as a request has them. @throws Failure when the context has none */
export function tagsIn(
  found: Value,
  find: (uid: string) => { tags?: CedarRecord } | undefined,
): CedarRecord | undefined {
  if (!(found instanceof EntityRef)) throw mismatch("an entity", found, "hasTag");
  return find(found.uid)?.tags;
}
