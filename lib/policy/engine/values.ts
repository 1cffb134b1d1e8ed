import { Failure } from "./failure";
import { type CedarRecord, Decimal, EntityRef } from "./types";

/** An instant, in milliseconds since 1970. */
export class Instant {
  constructor(readonly milliseconds: Long) {}
}

/** A length of time in milliseconds. */
export class Span {
  constructor(readonly milliseconds: Long) {}
}

/** An address or a range of them: family, bits of the address and how many of them the network has. */
export class Network {
  constructor(
    readonly version: 4 | 6,
    readonly address: bigint,
    readonly prefix: number,
  ) {}
}

/** A signed 64-bit integer: a number while it is safe, a bigint beyond. Each long has one form, so that `===` compares. */
export type Long = number | bigint;
export type Value =
  | boolean
  | Long
  | string
  | Decimal
  | EntityRef
  | Instant
  | Span
  | Network
  | readonly Value[]
  | ValueRecord;
export interface ValueRecord {
  readonly [key: string]: Value;
}

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

/** The long of an exact result. @throws Failure beyond 64 bits */
export function long(exact: bigint, doing: string): Long {
  if (exact < LEAST || exact > MOST) throw new Failure(`The result of ${doing} does not fit into 64 bits.`);
  return exact >= Number.MIN_SAFE_INTEGER && exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : exact;
}

export function isLong(value: Value): value is Long {
  return typeof value === "number" || typeof value === "bigint";
}

export function isSet(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isRecord(value: Value): value is ValueRecord {
  return typeof value === "object" && !Array.isArray(value) && !isOpaque(value);
}

function isOpaque(value: object): boolean {
  return (
    value instanceof EntityRef ||
    value instanceof Decimal ||
    value instanceof Instant ||
    value instanceof Span ||
    value instanceof Network
  );
}

/** Cedar's words for the kinds of values, as the authors of policies know them. */
function kindOf(value: Value): string {
  if (typeof value === "boolean") return "a Bool";
  if (isLong(value)) return "a Long";
  if (typeof value === "string") return "a String";
  if (value instanceof EntityRef) return `an entity (${value.type})`;
  if (value instanceof Decimal) return "a decimal";
  if (value instanceof Instant) return "a datetime";
  if (value instanceof Span) return "a duration";
  if (value instanceof Network) return "an ipaddr";
  return isSet(value) ? "a Set" : "a Record";
}

export function mismatch(expected: string, value: Value, where: string): Failure {
  return new Failure(`${where} needs ${expected}, and here stands ${kindOf(value)}.`);
}

/** Cedar's equality: across kinds nothing is equal, sets know no order and no duplicates. */
export function equal(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  if (isSet(one)) return isSet(other) && includesAll(one, other) && includesAll(other, one);
  if (isSet(other)) return false;
  if (one instanceof EntityRef) return other instanceof EntityRef && one.uid === other.uid;
  if (isOpaque(one)) return isOpaque(other) && equalOpaque(one, other);
  return !isOpaque(other) && equalRecords(one as ValueRecord, other as ValueRecord);
}

function equalOpaque(one: Value, other: Value): boolean {
  if (one instanceof Decimal) return other instanceof Decimal && one.tenThousandths === other.tenThousandths;
  if (one instanceof Instant) return other instanceof Instant && one.milliseconds === other.milliseconds;
  if (one instanceof Span) return other instanceof Span && one.milliseconds === other.milliseconds;
  return (
    one instanceof Network &&
    other instanceof Network &&
    one.version === other.version &&
    one.address === other.address &&
    one.prefix === other.prefix
  );
}

function equalRecords(one: ValueRecord, other: ValueRecord): boolean {
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && equal(one[key] as Value, other[key] as Value));
}

export function includes(set: readonly Value[], value: Value): boolean {
  if (typeof value !== "object") return set.includes(value);
  for (const one of set) if (equal(one, value)) return true;
  return false;
}

export function includesAll(set: readonly Value[], values: readonly Value[]): boolean {
  for (const value of values) if (!includes(set, value)) return false;
  return true;
}

/** What stands under a key, and nothing that JavaScript itself put there. */
export function own(record: CedarRecord | ValueRecord | undefined, key: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
