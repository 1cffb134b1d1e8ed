import { hash } from "node:crypto";
import { drawRandom } from "@/lib/random";

const BYTES = 32;
const SHOWN = 12;

/** A new key: 256 random bits, with a prefix by which scanners of code find a leaked one. Shown once, never kept. */
export function newKey(): { secret: string; prefix: string; hash: Buffer } {
  const secret = `csk_${drawRandom(BYTES).toString("base64url")}`;
  return { secret, prefix: secret.slice(0, SHOWN), hash: hashOf(secret) };
}

/** What is kept of it: nobody guesses 256 random bits, so slow hashing would protect nothing and let strangers burn our time. */
export function hashOf(secret: string): Buffer {
  return hash("sha256", secret, "buffer");
}
