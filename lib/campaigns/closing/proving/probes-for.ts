import { conditionHolds, isOpen, valuesOf } from "@/lib/entitlements/rules";
import { ACTIONS, type Action, actionOf, type Condition, type Grant, type Operator } from "@/lib/entitlements/terms";
import type { Capability, Effect } from "@/lib/risk/terms";

export type Permission = Omit<Grant, "id" | "agentId">;

export interface ProbedTool {
  server: string;
  name: string;
  state: string;
  effect: Effect;
  capabilities: readonly Capability[];
  resourceIds: readonly string[];
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A call that a grant permits: what is asked before it is taken away, and must be denied afterwards. */
export interface ProbeCall {
  server: string;
  tool: string;
  arguments: { [key: string]: Json };
  resourceIds: string[];
  /** Milliseconds since 1970, at which the grant is open. */
  at: number;
}

const MOST = 2;
const STEP_MS = 15 * 60_000;
const SEARCHED_MS = 8 * 24 * 3_600_000;

/**
 * Calls that this grant permits and the narrower ones in its place do not (C6): the most dangerous tools first, with arguments that
 * satisfy its conditions, at an instant at which it is open. Pure.
 * @param parts what stands in its place; none when it is taken away
 * @returns at least one: of a grant without a tool that could be called, the call of its name, which proves that it is refused
 */
export function probesFor(
  grant: Permission,
  parts: readonly Permission[],
  { tools, nowMs }: { tools: readonly ProbedTool[]; nowMs: number },
): ProbeCall[] {
  const at = openInstant(grant, nowMs);
  const args = satisfying(grant.conditions);
  const found = tools
    .filter((tool) => isConcerned(grant, tool))
    .map((tool) => ({ tool, action: actionOf(tool) }))
    .filter(({ tool, action }) => !parts.some((part) => permits(part, { tool, action, args, at })))
    .sort((a, b) => ACTIONS.indexOf(b.action) - ACTIONS.indexOf(a.action))
    .map(({ tool }) => tool.name);
  const outside = parts.length ? [] : [grant.tool ?? "any"];
  const names = found.length ? found.slice(0, MOST) : outside;
  const resourceIds = grant.resourceId ? [grant.resourceId] : [];
  return names.map((tool) => ({ server: grant.server, tool, arguments: args, resourceIds, at }));
}

function isConcerned(grant: Permission, tool: ProbedTool): boolean {
  if (tool.server !== grant.server || tool.state !== "accepted") return false;
  if (grant.tool !== null && tool.name !== grant.tool) return false;
  return grant.actions.includes(actionOf(tool));
}

/** Whether this grant lets that call through, as far as it alone decides. */
function permits(
  grant: Permission,
  call: { tool: ProbedTool; action: Action; args: ProbeCall["arguments"]; at: number },
): boolean {
  if (grant.tool !== null && grant.tool !== call.tool.name) return false;
  if (grant.server !== call.tool.server || !grant.actions.includes(call.action) || !isOpen(grant, call.at))
    return false;
  const values = valuesOf(call.args);
  return grant.conditions.every((condition) => conditionHolds(condition, values));
}

/** The next instant at which the grant is open; now, when there is none within a week. */
function openInstant(grant: Pick<Permission, "startsAt" | "expiresAt" | "windows">, nowMs: number): number {
  const from = Math.max(nowMs, grant.startsAt ?? 0);
  for (let at = from; at <= from + SEARCHED_MS; at += STEP_MS) if (isOpen(grant, at)) return at;
  return nowMs;
}

/** Arguments that satisfy these conditions, as far as one value for each argument can. */
export function satisfying(conditions: readonly Condition[]): ProbeCall["arguments"] {
  const args: ProbeCall["arguments"] = {};
  for (const [argument, own] of Map.groupBy(conditions, (condition) => condition.argument)) {
    if (own.some(({ operator }) => operator === "has_not")) continue;
    const value = candidatesOf(own).find((candidate) => holds(own, candidate));
    if (value !== undefined) place(args, argument, value);
  }
  return args;
}

const holds = (own: readonly Condition[], value: Json): boolean => {
  const tried: ProbeCall["arguments"] = {};
  const [first] = own;
  if (!first) return false;
  place(tried, first.argument, value);
  const values = valuesOf(tried);
  return own.every((condition) => conditionHolds(condition, values));
};

const NEAR = 0.0001;
const CANDIDATES: Record<Operator, (value: Condition["value"]) => Json[]> = {
  eq: (value) => [value as Json],
  ne: (value) => (typeof value === "number" ? [value + 1] : typeof value === "boolean" ? [!value] : [`${value}-other`]),
  lt: (value) => [Number(value) - NEAR, Number(value) - 1],
  lte: (value) => [Number(value), Number(value) - 1],
  gt: (value) => [Number(value) + NEAR, Number(value) + 1],
  gte: (value) => [Number(value), Number(value) + 1],
  in: (value) => [...(value as readonly string[])],
  not_in: (value) => [`not-${(value as readonly string[]).join("-").slice(0, 100)}`],
  like: (value) => [String(value).replaceAll("*", ""), String(value).replaceAll("*", "x")],
  contains: (value) => [[String(value)]],
  has: () => ["x"],
  has_not: () => [],
};

/** Values worth trying: those each condition asks for, between two limits the middle, and of lists their union. */
function candidatesOf(own: readonly Condition[]): Json[] {
  const each = own.flatMap(({ operator, value }) => CANDIDATES[operator](value));
  const limits = own.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  const middle = limits.length > 1 ? [(Math.min(...limits) + Math.max(...limits)) / 2] : [];
  const lists = own.flatMap(({ operator, value }) => (operator === "contains" ? [String(value)] : []));
  return [...each, ...middle, ...(lists.length > 1 ? [lists] : [])];
}

/** Writes a value at a dotted path whose names may hold escaped dots (`a\.b`). */
function place(args: { [key: string]: Json }, path: string, value: Json): void {
  const names = path.split(/(?<!\\)\./).map((name) => name.replace(/\\([.\\])/g, "$1"));
  const last = names.pop() ?? path;
  let into = args;
  for (const name of names) {
    const found = into[name];
    const next: { [key: string]: Json } =
      found !== null && typeof found === "object" && !Array.isArray(found) ? found : {};
    into[name] = next;
    into = next;
  }
  into[last] = value;
}
