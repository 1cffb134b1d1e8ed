import { drawRandom } from "@/lib/random";

/** Every id says what it names. The prefix is part of the id wherever it is shown, stored or sent. */
export type IdPrefix =
  | "abs"
  | "agt"
  | "aky"
  | "apr"
  | "ask"
  | "cdf"
  | "cex"
  | "cmp"
  | "cpk"
  | "crd"
  | "cso"
  | "ctk"
  | "dec"
  | "dlv"
  | "dpt"
  | "elk"
  | "ent"
  | "ers"
  | "exa"
  | "exp"
  | "evt"
  | "grp"
  | "grt"
  | "hld"
  | "hov"
  | "imp"
  | "ins"
  | "iss"
  | "kil"
  | "lnk"
  | "ntc"
  | "ovr"
  | "per"
  | "pol"
  | "req"
  | "res"
  | "rsc"
  | "ses"
  | "srv"
  | "std"
  | "sup"
  | "tch"
  | "tem"
  | "tok"
  | "tol"
  | "tpl"
  | "vew"
  | "whk"
  | "wav";

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

const ORDER_CHARACTERS = 7;
let made = 0;

/**
 * A new id: prefix, 10 characters of milliseconds, 7 of a count, 9 of randomness (Crockford base 32, lower case, the length
 * of a ULID). Ids of one kind sort by time of creation, and those that one process makes within one instant sort in the
 * order they were made: the events of one transaction share their instant and must read in their order.
 */
export function newId(prefix: IdPrefix, now: Date = new Date()): string {
  made = (made + 1) % 32 ** ORDER_CHARACTERS;
  let noise = "";
  for (const byte of drawRandom(9)) noise += CROCKFORD.charAt(byte & 31);
  return `${prefix}_${asCrockford(now.getTime(), 10)}${asCrockford(made, ORDER_CHARACTERS)}${noise}`;
}

/** Where ids of this kind made at this instant or later begin: what was made before sorts before it. */
export function idsFrom(prefix: IdPrefix, at: Date): string {
  return `${prefix}_${asCrockford(at.getTime(), 10)}`;
}

function asCrockford(value: number, length: number): string {
  let text = "";
  let rest = value;
  for (let position = 0; position < length; position++) {
    text = CROCKFORD.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

const REST = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** Whether `value` has the shape of an id of this kind; says nothing about whether it exists. */
export function isId(prefix: IdPrefix, value: string): boolean {
  // What a form sends is a text by its type alone.
  return typeof value === "string" && value.startsWith(`${prefix}_`) && REST.test(value.slice(prefix.length + 1));
}
