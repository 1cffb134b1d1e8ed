import { CountersignError } from "@/lib/errors";
import { type CedarRecord, type CedarValue, Decimal } from "../engine/types";
import type { Json } from "./types";

/** What the arguments of one call may hold: beyond it nobody could say what was decided about. */
export const ARGUMENT_LIMITS = { depth: 16, values: 2_000 } as const;

/** Where the lists keep the path of everything that is given, objects and mixed lists included, whatever kind of value it has. */
export const GIVEN = "";

const MAX = 9_223_372_036_854_775_807n;
const SCALE = 10_000n;

/** Arguments as Cedar's tags, one record per kind of value, by dotted path. */
export interface ArgumentTags {
  texts: CedarRecord;
  numbers: CedarRecord;
  flags: CedarRecord;
  lists: CedarRecord;
}

interface Flattening {
  texts: Record<string, CedarValue>;
  numbers: Record<string, CedarValue>;
  flags: Record<string, CedarValue>;
  lists: Record<string, CedarValue>;
  given: string[];
  left: number;
}

/**
 * Flattens arguments: texts as texts; numbers as decimals and as their text; booleans as flags; arrays of texts as lists; what
 * lies deeper by dotted path ("payee.iban", "items.0.sku"). A dot or backslash within a name is written with a backslash before
 * it, so that a name can never pose as a path. What is null is not given.
 * @throws CountersignError `invalid` beyond the limits
 */
export function tagsOf(args: { readonly [key: string]: Json }): ArgumentTags {
  const out: Flattening = {
    texts: Object.create(null),
    numbers: Object.create(null),
    flags: Object.create(null),
    lists: Object.create(null),
    given: [],
    left: ARGUMENT_LIMITS.values,
  };
  for (const key in args) flatten(out, nameOf(key), args[key] as Json, 1);
  out.lists[GIVEN] = out.given;
  return out;
}

function nameOf(key: string): string {
  return key.includes(".") || key.includes("\\") ? key.replace(/[.\\]/g, "\\$&") : key;
}

function flatten(out: Flattening, path: string, value: Json, depth: number): void {
  if (--out.left < 0 || depth > ARGUMENT_LIMITS.depth) {
    throw new CountersignError(
      "invalid",
      `The arguments are too large to decide about: ${ARGUMENT_LIMITS.values} values and ${ARGUMENT_LIMITS.depth} levels at most.`,
    );
  }
  if (value !== null) out.given.push(path);
  if (typeof value === "string") out.texts[path] = value;
  else if (typeof value === "number") {
    out.numbers[path] = decimalOf(value);
    out.texts[path] = String(value);
  } else if (typeof value === "boolean") out.flags[path] = value;
  else if (Array.isArray(value)) flattenArray(out, path, value, depth);
  else if (value !== null)
    for (const key in value) flatten(out, `${path}.${nameOf(key)}`, value[key] as Json, depth + 1);
}

function flattenArray(out: Flattening, path: string, value: readonly Json[], depth: number): void {
  if (value.every((one) => typeof one === "string")) {
    out.left -= value.length;
    if (out.left >= 0) out.lists[path] = value;
    else flatten(out, path, null, depth);
    return;
  }
  value.forEach((one, at) => void flatten(out, `${path}.${at}`, one, depth + 1));
}

/**
 * A number as a decimal of four places, rounded away from zero and held within Cedar's range: a limit is never passed by a
 * fraction. Read from its shortest decimal form, so that 1.1 is 1.1000 and not the binary fraction above it.
 */
export function decimalOf(value: number): Decimal {
  if (Number.isSafeInteger(value)) return new Decimal(clamped(BigInt(value) * SCALE));
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toString().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const shift = Number(exponent) - fraction.length + 4;
  let amount = BigInt(whole + fraction);
  if (shift >= 0) amount *= 10n ** BigInt(Math.min(shift, 400));
  else {
    const divisor = 10n ** BigInt(Math.min(-shift, 400));
    amount = (amount + divisor - 1n) / divisor;
  }
  return new Decimal(clamped(value < 0 ? -amount : amount));
}

function clamped(amount: bigint): bigint {
  return amount > MAX ? MAX : amount < -MAX - 1n ? -MAX - 1n : amount;
}
