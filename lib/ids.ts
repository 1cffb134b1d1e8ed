import { randomBytes } from "node:crypto";

/** Every id says what it names. The prefix is part of the id wherever it is shown, stored or sent. */
export type IdPrefix = "agt" | "evt" | "grp" | "grt" | "imp" | "lnk" | "per" | "req" | "ses" | "tem" | "vew";

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A new id: prefix, 10 characters of milliseconds, 16 of randomness (Crockford base 32, lower case, the layout of a ULID).
 * Ids of one kind sort by time of creation, which keyset paging and b-trees like.
 */
export function newId(prefix: IdPrefix, now: Date = new Date()): string {
  let time = now.getTime();
  let stamp = "";
  for (let position = 0; position < 10; position++) {
    stamp = CROCKFORD.charAt(time % 32) + stamp;
    time = Math.floor(time / 32);
  }
  let noise = "";
  for (const byte of randomBytes(16)) noise += CROCKFORD.charAt(byte & 31);
  return `${prefix}_${stamp}${noise}`;
}

/** Whether `value` has the shape of an id of this kind; says nothing about whether it exists. */
export function isId(prefix: IdPrefix, value: string): boolean {
  return new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`).test(value);
}
