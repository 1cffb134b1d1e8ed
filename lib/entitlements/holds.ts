import type { Condition, Grant, TimeWindow } from "./terms";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The arguments of a call as conditions see them: by dotted path, each kind of value apart. A number is also a text, as it is
 * written; lists are those of texts alone; a place in another list is a path of its own ("items.0.sku").
 */
export interface ArgumentValues {
  texts: ReadonlyMap<string, string>;
  /** In ten-thousandths, rounded away from zero: a limit is never passed by a fraction. */
  numbers: ReadonlyMap<string, bigint>;
  flags: ReadonlyMap<string, boolean>;
  lists: ReadonlyMap<string, readonly string[]>;
  /** The path of everything that is given, whatever kind of value it has. */
  given: ReadonlySet<string>;
}

const LARGEST = 2n ** 63n - 1n;
const SMALLEST = -(2n ** 63n);
const DEPTH_MAX = 32;

/** A number in ten-thousandths, rounded away from zero at the fourth place and held within a signed 64-bit integer. */
export function tenThousandths(value: number): bigint {
  if (!Number.isFinite(value)) return value > 0 ? LARGEST : SMALLEST;
  const [digits = "0", exponent = "0"] = Math.abs(value).toExponential().split("e");
  const [whole = "0", fraction = ""] = digits.split(".");
  const shift = Number(exponent) - fraction.length + 4;
  const all = BigInt(whole + fraction);
  const size =
    shift >= 0 ? all * 10n ** BigInt(Math.min(shift, 40)) : roundedUp(all, 10n ** BigInt(Math.min(-shift, 400)));
  const signed = value < 0 ? -size : size;
  return signed > LARGEST ? LARGEST : signed < SMALLEST ? SMALLEST : signed;
}

function roundedUp(all: bigint, by: bigint): bigint {
  return (all + by - 1n) / by;
}

/** What conditions can ask of these arguments. */
export function valuesOf(args: { readonly [key: string]: Json }): ArgumentValues {
  const found = {
    texts: new Map<string, string>(),
    numbers: new Map<string, bigint>(),
    flags: new Map<string, boolean>(),
    lists: new Map<string, readonly string[]>(),
    given: new Set<string>(),
  };
  for (const [key, value] of Object.entries(args)) place(found, nameOf(key), value, 0);
  return found;
}

type Kinds = Omit<ArgumentValues, "given">;
type Found = {
  [Kind in keyof Kinds]: Map<string, Kinds[Kind] extends ReadonlyMap<string, infer V> ? V : never>;
} & { given: Set<string> };

/** A name can never pose as a path: its own dots and backslashes are written with a backslash before them. */
const nameOf = (key: string): string => key.replace(/[.\\]/g, "\\$&");

function place(found: Found, path: string, value: Json, depth: number): void {
  if (value === null || depth > DEPTH_MAX) return;
  found.given.add(path);
  if (typeof value === "string") found.texts.set(path, value);
  else if (typeof value === "boolean") found.flags.set(path, value);
  else if (typeof value === "number") {
    found.numbers.set(path, tenThousandths(value));
    found.texts.set(path, String(value));
  } else if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) found.lists.set(path, value);
  else
    for (const [key, inner] of Object.entries(value)) place(found, `${path}.${nameOf(key)}`, inner as Json, depth + 1);
}

/** Whether a condition holds of these arguments. One that is absent or of another type fails it (Z2). */
export function conditionHolds({ argument, operator, value }: Condition, given: ArgumentValues): boolean {
  const text = given.texts.get(argument);
  const number = given.numbers.get(argument);
  switch (operator) {
    case "has":
      return given.given.has(argument);
    case "has_not":
      return !given.given.has(argument);
    case "eq":
    case "ne":
      return equals(argument, value, given) === (operator === "eq");
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return typeof value === "number" && number !== undefined && compares(operator, number, tenThousandths(value));
    case "in":
      return Array.isArray(value) && text !== undefined && value.includes(text);
    case "not_in":
      return Array.isArray(value) && text !== undefined && !value.includes(text);
    case "like":
      return typeof value === "string" && text !== undefined && isLike(text, value);
    case "contains":
      return typeof value === "string" && (given.lists.get(argument)?.includes(value) ?? false);
  }
}

/** Null: the argument is absent or of another type than the value. */
function equals(argument: string, value: Condition["value"], given: ArgumentValues): boolean | null {
  const found =
    typeof value === "number"
      ? given.numbers.get(argument)
      : typeof value === "boolean"
        ? given.flags.get(argument)
        : given.texts.get(argument);
  if (found === undefined || value === undefined || Array.isArray(value)) return null;
  return found === (typeof value === "number" ? tenThousandths(value) : value);
}

function compares(operator: "lt" | "lte" | "gt" | "gte", left: bigint, right: bigint): boolean {
  if (operator === "lt") return left < right;
  if (operator === "lte") return left <= right;
  return operator === "gt" ? left > right : left >= right;
}

/** `*` stands for any run of characters, also none; everything else for itself. Linear in time: no pattern can make it slow. */
export function isLike(text: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}

const MINUTE_MS = 60_000;

/** Whether a grant is open at this instant: begun, not expired, and within one of its windows if it has any (Z2). */
export function isOpen(grant: Pick<Grant, "startsAt" | "expiresAt" | "windows">, nowMs: number): boolean {
  if (grant.startsAt !== null && nowMs < grant.startsAt) return false;
  if (grant.expiresAt !== null && nowMs >= grant.expiresAt) return false;
  return grant.windows.length === 0 || grant.windows.some((window) => isWithin(window, nowMs));
}

/** Whether an instant lies in a window. One that ends before it begins runs past midnight and belongs to the day it began. */
function isWithin({ days, fromMinute, untilMinute, zone }: TimeWindow, nowMs: number): boolean {
  const { day, minute } = localTime(zone, nowMs);
  if (fromMinute < untilMinute) return days.includes(day) && minute >= fromMinute && minute < untilMinute;
  const before = day === 1 ? 7 : day - 1;
  return (days.includes(day) && minute >= fromMinute) || (days.includes(before) && minute < untilMinute);
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function localTime(zone: string, nowMs: number): { day: number; minute: number } {
  let format = FORMATS.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    FORMATS.set(zone, format);
  }
  const parts = format.formatToParts(Math.floor(nowMs / MINUTE_MS) * MINUTE_MS);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return { day: DAYS.indexOf(part("weekday")) + 1, minute: Number(part("hour")) * 60 + Number(part("minute")) };
}
