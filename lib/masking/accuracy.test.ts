import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { passesLuhn, passesMod97 } from "./check-digits";
import { maskText } from "./index";

/** Numbers that look drawn and are the same in every run. */
function drawn(seed: string, length: number, alphabet: string): string {
  let text = "";
  for (let block = 0; text.length < length; block++) {
    for (const byte of createHash("sha256").update(`${seed} ${block}`).digest())
      text += alphabet[byte % alphabet.length];
  }
  return text.slice(0, length);
}

const digits = (seed: string, length: number) => drawn(seed, length, "0123456789");
const word = (seed: string, length: number) =>
  drawn(seed, length, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
const COUNT = 500;

function card(seed: string): string {
  const body = `4${digits(seed, 14)}`;
  const full = Array.from({ length: 10 }, (_, last) => `${body}${last}`).find(passesLuhn) ?? "";
  return Number(digits(seed, 1)) % 2 ? full : full.replace(/(\d{4})(?=\d)/g, "$1 ");
}

function iban(seed: string): string {
  const account = digits(seed, 18);
  const found =
    Array.from({ length: 97 }, (_, at) => `DE${String(at + 2).padStart(2, "0")}${account}`).find(passesMod97) ?? "";
  return Number(digits(seed, 1)) % 2 ? found : found.replace(/(.{4})(?=.)/g, "$1 ");
}

const FOUND: Record<string, (seed: string) => string> = {
  "e-mail": (seed) => `${word(seed, 6)}.${word(`${seed}b`, 5)}@${drawn(seed, 7, "abcdefghij")}.example`,
  card,
  IBAN: iban,
  "phone, international": (seed) => `+49 ${1 + Number(digits(seed, 2))} ${digits(`${seed}b`, 7)}`,
  "phone, national": (seed) => `0${1 + Number(digits(seed, 1))}${digits(`${seed}c`, 2)} ${digits(`${seed}b`, 7)}`,
  "key by its form": (seed) => `ghp_${word(seed, 36)}`,
  "password in an address": (seed) => `postgres://app:${word(seed, 12)}@db.internal/books`,
};

const HONEST: Record<string, (seed: string) => string> = {
  "order numbers of 10 digits": (seed) => digits(seed, 10),
  "order numbers of 16 digits": (seed) => digits(seed, 16),
  UUIDs: (seed) =>
    createHash("md5")
      .update(seed)
      .digest("hex")
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
  "SHA-256 hashes": (seed) => createHash("sha256").update(seed).digest("hex"),
  "dates and times": (seed) =>
    `2026-${10 + (Number(digits(seed, 2)) % 3)}-${10 + (Number(digits(seed, 2)) % 19)} 09:${10 + (Number(digits(seed, 2)) % 49)}:07`,
  "instants in milliseconds": (seed) => `17637${digits(seed, 8)}`,
  amounts: (seed) =>
    `EUR ${1 + Number(digits(seed, 2))},${digits(seed, 3)},${digits(`${seed}b`, 3)}.${digits(seed, 2)}`,
  "invoice numbers": (seed) => `INV-2026-${digits(seed, 6)}`,
};

const share = (make: (seed: string) => string) =>
  Array.from({ length: COUNT }, (_, at) => make(String(at))).filter(
    (value) => !maskText(`Paid to ${value} today.`, { personal: true }).includes(value),
  ).length / COUNT;

describe("L8 how much is found, and how little else", () => {
  it.each(Object.entries(FOUND))("%s: at least 99 in 100 are masked", (_, make) =>
    expect(share(make)).toBeGreaterThanOrEqual(0.99),
  );
  it.each(Object.entries(HONEST))("%s: few or none are taken for something else", (name, make) => {
    // A number of 16 digits can be a card's by chance: its range and check digit leave one in forty or so.
    expect(share(make)).toBeLessThanOrEqual(name.includes("16") ? 0.04 : 0);
  });
});
