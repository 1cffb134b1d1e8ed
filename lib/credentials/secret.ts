import { createHash, timingSafeEqual } from "node:crypto";
import { drawRandom } from "@/lib/random";

const PREFIX = "csk_";
const BYTES = 32;

/**
 * A new client secret: 256 random bits, with a prefix by which scanners of code find a leaked one. Shown once, never kept.
 */
export function newSecret(): string {
  return PREFIX + drawRandom(BYTES).toString("base64url");
}

/**
 * What is kept of a secret. A plain SHA-256 is right here and would be wrong for a password: nobody guesses 256 random bits,
 * so slow hashing protects nothing, and would let strangers burn our time at the token endpoint.
 */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("base64url");
}

/** Whether `secret` is the one of which `hash` was kept, in a time that tells nothing. */
export function secretMatches(secret: string, hash: string): boolean {
  const given = Buffer.from(hashSecret(secret));
  const kept = Buffer.from(hash);
  return given.length === kept.length && timingSafeEqual(given, kept);
}
