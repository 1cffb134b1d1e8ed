import { decimalFrom } from "./decimal";
import { isWithin, LOOPBACK, MULTICAST, networkFrom } from "./network";
import { DAY, dayOf, instantFrom, spanFrom, timeOf, wholeUnits } from "./time";
import { Decimal } from "./types";
import { Instant, long, mismatch, Network, Span, type Value } from "./values";

/** A function of Cedar's extensions: how many arguments it takes, and what it makes of them. */
export interface Extension {
  arity: number;
  apply(args: readonly Value[]): Value;
}

const at = (args: readonly Value[], index: number) => args[index] as Value;

function text(name: string, args: readonly Value[]): string {
  const value = at(args, 0);
  if (typeof value !== "string") throw mismatch("a String", value, name);
  return value;
}

function decimal(name: string, args: readonly Value[], index = 0): bigint {
  const value = at(args, index);
  if (!(value instanceof Decimal)) throw mismatch("a decimal", value, name);
  return value.tenThousandths;
}

function network(name: string, args: readonly Value[], index = 0): Network {
  const value = at(args, index);
  if (!(value instanceof Network)) throw mismatch("an ipaddr", value, name);
  return value;
}

function instant(name: string, args: readonly Value[], index = 0): Instant {
  const value = at(args, index);
  if (!(value instanceof Instant)) throw mismatch("a datetime", value, name);
  return value;
}

function span(name: string, args: readonly Value[], index = 0): Span {
  const value = at(args, index);
  if (!(value instanceof Span)) throw mismatch("a duration", value, name);
  return value;
}

const reads = (name: string, read: (text: string) => Value): [string, Extension] => [
  name,
  { arity: 1, apply: (args) => read(text(name, args)) },
];
const comparesDecimals = (name: string, compare: (a: bigint, b: bigint) => boolean): [string, Extension] => [
  name,
  { arity: 2, apply: (args) => compare(decimal(name, args), decimal(name, args, 1)) },
];
const asksNetwork = (name: string, ask: (network: Network) => boolean): [string, Extension] => [
  name,
  { arity: 1, apply: (args) => ask(network(name, args)) },
];
const countsUnits = (name: string, unit: bigint): [string, Extension] => [
  name,
  { arity: 1, apply: (args) => wholeUnits(span(name, args), unit) },
];

export const EXTENSIONS: ReadonlyMap<string, Extension> = new Map([
  reads("decimal", decimalFrom),
  comparesDecimals("lessThan", (a, b) => a < b),
  comparesDecimals("lessThanOrEqual", (a, b) => a <= b),
  comparesDecimals("greaterThan", (a, b) => a > b),
  comparesDecimals("greaterThanOrEqual", (a, b) => a >= b),
  reads("ip", networkFrom),
  asksNetwork("isIpv4", ({ version }) => version === 4),
  asksNetwork("isIpv6", ({ version }) => version === 6),
  asksNetwork("isLoopback", (one) => isWithin(one, LOOPBACK[one.version])),
  asksNetwork("isMulticast", (one) => isWithin(one, MULTICAST[one.version])),
  ["isInRange", { arity: 2, apply: (args) => isWithin(network("isInRange", args), network("isInRange", args, 1)) }],
  reads("datetime", instantFrom),
  reads("duration", spanFrom),
  ["toDate", { arity: 1, apply: (args) => dayOf(instant("toDate", args)) }],
  ["toTime", { arity: 1, apply: (args) => timeOf(instant("toTime", args)) }],
  ["offset", { arity: 2, apply: (args) => moved(instant("offset", args), span("offset", args, 1)) }],
  [
    "durationSince",
    { arity: 2, apply: (args) => between(instant("durationSince", args), instant("durationSince", args, 1)) },
  ],
  countsUnits("toMilliseconds", 1n),
  countsUnits("toSeconds", 1_000n),
  countsUnits("toMinutes", 60_000n),
  countsUnits("toHours", 3_600_000n),
  countsUnits("toDays", DAY),
]);

function moved(from: Instant, by: Span): Instant {
  return new Instant(long(BigInt(from.milliseconds) + BigInt(by.milliseconds), "offset"));
}

function between(later: Instant, earlier: Instant): Span {
  return new Span(long(BigInt(later.milliseconds) - BigInt(earlier.milliseconds), "durationSince"));
}
