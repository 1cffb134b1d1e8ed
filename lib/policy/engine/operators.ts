import { Failure } from "./failure";
import type { Asked } from "./request";
import { EntityRef } from "./types";
import {
  equal,
  Instant,
  includes,
  includesAll,
  isLong,
  isRecord,
  isSet,
  type Long,
  long,
  mismatch,
  own,
  Span,
  type Value,
} from "./values";

/** An operator of two evaluated operands. @throws Failure */
export type Binary = (left: Value, right: Value, asked: Asked) => Value;

export const BINARY: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ["==", equal],
  ["!=", (left, right) => !equal(left, right)],
  ["<", (left, right) => inOrder(left, right, "<", true)],
  ["<=", (left, right) => !inOrder(right, left, "<=", false)],
  [">", (left, right) => inOrder(right, left, ">", false)],
  [">=", (left, right) => !inOrder(left, right, ">=", true)],
  ["+", (left, right) => sum(left, right)],
  ["-", (left, right) => difference(left, right)],
  ["*", (left, right) => product(left, right)],
  ["in", (left, right, asked) => isIn(left, right, asked)],
  ["contains", (left, right) => includes(setOf(left, "contains"), right)],
  ["containsAll", (left, right) => includesAll(setOf(left, "containsAll"), setOf(right, "containsAll"))],
  ["containsAny", (left, right) => includesAny(setOf(left, "containsAny"), setOf(right, "containsAny"))],
  ["hasTag", (left, right, asked) => tagOf(left, right, asked, "hasTag") !== undefined],
  ["getTag", (left, right, asked) => getTag(left, right, asked)],
]);

/** Whether one is less than the other. Their kinds must be the same and one that has an order. */
function inOrder(less: Value, more: Value, where: string, leftIsLess: boolean): boolean {
  const [left, right] = leftIsLess ? [less, more] : [more, less];
  if (isLong(left)) {
    if (!isLong(right)) throw mismatch("a Long", right, where);
    return (less as Long) < (more as Long);
  }
  if (left instanceof Instant) {
    if (!(right instanceof Instant)) throw mismatch("a datetime", right, where);
    return (less as Instant).milliseconds < (more as Instant).milliseconds;
  }
  if (left instanceof Span) {
    if (!(right instanceof Span)) throw mismatch("a duration", right, where);
    return (less as Span).milliseconds < (more as Span).milliseconds;
  }
  throw mismatch("a Long, a datetime or a duration", left, where);
}

export function longOf(value: Value, where: string): Long {
  if (!isLong(value)) throw mismatch("a Long", value, where);
  return value;
}

function sum(left: Value, right: Value): Long {
  const [a, b] = [longOf(left, "+"), longOf(right, "+")];
  const quick = typeof a === "number" && typeof b === "number" ? a + b : Number.NaN;
  return Number.isSafeInteger(quick) ? quick : long(BigInt(a) + BigInt(b), "an addition");
}

function difference(left: Value, right: Value): Long {
  const [a, b] = [longOf(left, "-"), longOf(right, "-")];
  const quick = typeof a === "number" && typeof b === "number" ? a - b : Number.NaN;
  return Number.isSafeInteger(quick) ? quick : long(BigInt(a) - BigInt(b), "a subtraction");
}

function product(left: Value, right: Value): Long {
  const [a, b] = [longOf(left, "*"), longOf(right, "*")];
  const quick = typeof a === "number" && typeof b === "number" ? a * b : Number.NaN;
  return Number.isSafeInteger(quick) ? quick : long(BigInt(a) * BigInt(b), "a multiplication");
}

function setOf(value: Value, where: string): readonly Value[] {
  if (!isSet(value)) throw mismatch("a Set", value, where);
  return value;
}

function includesAny(set: readonly Value[], values: readonly Value[]): boolean {
  for (const value of values) if (includes(set, value)) return true;
  return false;
}

export function entityOf(value: Value, where: string): EntityRef {
  if (!(value instanceof EntityRef)) throw mismatch("an entity", value, where);
  return value;
}

/** In an entity or in one of a set of them; a set that holds anything else fails, even where an earlier one matches. */
export function isIn(left: Value, right: Value, asked: Asked): boolean {
  const ref = entityOf(left, "in");
  if (right instanceof EntityRef) return asked.isIn(ref, right.uid);
  if (!isSet(right)) throw mismatch("an entity or a Set of entities", right, "in");
  let found = false;
  for (const one of right) if (asked.isIn(ref, entityOf(one, "in").uid)) found = true;
  return found;
}

function tagOf(left: Value, right: Value, asked: Asked, where: string): Value | undefined {
  const ref = entityOf(left, where);
  if (typeof right !== "string") throw mismatch("a String", right, where);
  return own(asked.entity(ref)?.tags, right);
}

function getTag(left: Value, right: Value, asked: Asked): Value {
  const found = tagOf(left, right, asked, "getTag");
  if (found === undefined) {
    const { uid } = entityOf(left, "getTag");
    throw new Failure(`${uid} has no tag ${JSON.stringify(right)}: ask with hasTag first.`);
  }
  return found;
}

/** Whether a record or an entity has an attribute. One that is not in the store has none. */
export function hasAttribute(value: Value, attribute: string, asked: Asked): boolean {
  if (value instanceof EntityRef) return own(asked.entity(value)?.attributes, attribute) !== undefined;
  if (typeof value !== "object" || !isRecord(value)) throw mismatch("an entity or a Record", value, "has");
  return own(value, attribute) !== undefined;
}

export function attributeOf(value: Value, attribute: string, asked: Asked): Value {
  if (value instanceof EntityRef) {
    const entity = asked.entity(value);
    if (!entity) throw new Failure(`${value.uid} does not exist, so it has no attribute "${attribute}".`);
    const found = own(entity.attributes, attribute);
    if (found === undefined) throw new Failure(`${value.uid} has no attribute "${attribute}": ask with "has" first.`);
    return found;
  }
  if (typeof value !== "object" || !isRecord(value)) throw mismatch("an entity or a Record", value, `"${attribute}"`);
  const found = own(value, attribute);
  if (found === undefined) throw new Failure(`There is no attribute "${attribute}" here: ask with "has" first.`);
  return found;
}
