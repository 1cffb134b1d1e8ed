import { z } from "zod";
import { isId } from "@/lib/ids";
import { isShallow, type Report } from "./schema";
import { LIMITS, OUTCOMES, REPORT_TYPES, TRIGGERS } from "./terms";

const ID = /^[\x21-\x7e]{1,200}$/;
const CORRELATION = /^[\w.:-]{1,64}$/;
const POLICY = /^pol_[\w-]{1,60}(?:@\d{1,9})?$/;
const INSTANT = z.core.regexes.datetime({ offset: true });
const ENVIRONMENTS: readonly unknown[] = ["development", "staging", "production"];
const MOST_TOKENS = 1_000_000_000;

const isText = (value: unknown, most: number) => typeof value === "string" && value.length <= most;
const isLike = (value: unknown, form: RegExp) => typeof value === "string" && form.test(value);
const isOne = (value: unknown, words: readonly unknown[]) => words.includes(value);
const isNumber = (value: unknown, most: number) => typeof value === "number" && value >= 0 && value <= most;
const isWhole = (value: unknown, most: number) => isNumber(value, most) && Number.isSafeInteger(value);

/** What each field holds; what is not here is no field. */
const FIELDS: ReadonlyMap<string, (value: unknown) => boolean> = new Map<string, (value: unknown) => boolean>([
  ["id", (value) => isLike(value, ID)],
  ["occurredAt", (value) => isLike(value, INSTANT)],
  ["type", (value) => isOne(value, REPORT_TYPES)],
  ["agentId", (value) => isId("agt", value as string)],
  ["agent", (value) => isText(value, LIMITS.nameLength) && value !== ""],
  ["instance", (value) => isText(value, LIMITS.nameLength)],
  ["environment", (value) => isOne(value, ENVIRONMENTS)],
  ["trigger", (value) => isOne(value, TRIGGERS)],
  ["onBehalfOf", (value) => isText(value, LIMITS.nameLength)],
  ["chain", (value) => isList(value, LIMITS.chain, LIMITS.nameLength)],
  ["action", (value) => isText(value, 64)],
  ["server", (value) => isText(value, LIMITS.nameLength)],
  ["tool", (value) => isText(value, LIMITS.nameLength) && value !== ""],
  ["targets", (value) => isList(value, LIMITS.targets, 300)],
  ["input", (value) => isShallow(value, LIMITS.depth)],
  ["output", (value) => isShallow(value, LIMITS.depth)],
  ["decisionId", (value) => isId("dec", value as string)],
  ["approvalId", (value) => isId("apr", value as string)],
  ["entitlementId", (value) => isId("ent", value as string)],
  ["credentialId", (value) => isId("crd", value as string)],
  ["policy", (value) => isLike(value, POLICY)],
  ["rationale", (value) => isText(value, LIMITS.textLength)],
  ["inputSource", (value) => isText(value, LIMITS.nameLength)],
  ["correlationId", (value) => isLike(value, CORRELATION)],
  ["step", (value) => isWhole(value, 1_000_000)],
  ["outcome", (value) => isOne(value, OUTCOMES)],
  ["error", (value) => isText(value, LIMITS.textLength)],
  ["durationMillis", (value) => isNumber(value, 2_592_000_000)],
  ["tokens", isTokens],
]);

/**
 * A row as `reportSchema` would read it, at a fraction of the price: what it gives, the schema gives as well. Null leaves the row to
 * the schema, which finds its faults.
 */
export function readReport(row: unknown): Report | null {
  if (!isPlainObject(row)) return null;
  for (const key of Object.keys(row)) {
    const holds = FIELDS.get(key);
    const value = row[key];
    if (value === undefined || !holds?.(value)) return null;
  }
  const { id, occurredAt, type, tool, outcome, agentId, agent } = row;
  if (id === undefined || occurredAt === undefined || type === undefined) return null;
  if (type === "call" && (tool === undefined || outcome === undefined)) return null;
  return agentId !== undefined && agent !== undefined ? null : (row as unknown as Report);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isList(value: unknown, most: number, length: number): boolean {
  return Array.isArray(value) && value.length <= most && value.every((one) => isText(one, length));
}

function isTokens(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  for (const key of Object.keys(value)) {
    if ((key !== "input" && key !== "output") || !isWhole(value[key], MOST_TOKENS)) return false;
  }
  return true;
}
