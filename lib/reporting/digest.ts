import { env } from "@/lib/env";
import { sha256 } from "@/lib/sha256";

const BLOCK_BYTES = 64;
const HASH_BYTES = 32;
const KEPT_BYTES = 16;

let keyed: { secret: string; inner: Buffer; outer: Buffer } | undefined;

/** What a reporter's id is looked up by. */
export function keyOf(id: string): Buffer {
  return sha256(id).subarray(0, KEPT_BYTES);
}

/**
 * The first half of HMAC-SHA-256 of what was reported. Keyed with the installation's secret: a plain digest would let whoever reads
 * the table guess what was masked. Of two plain hashes (RFC 2104), for an HMAC of its own is several times the price of both.
 */
export function digestOf(content: string, secret: string = env().COUNTERSIGN_SECRET): Buffer {
  const { inner, outer } = keyedWith(secret);
  const bytes = Buffer.allocUnsafe(BLOCK_BYTES + Buffer.byteLength(content));
  bytes.set(inner);
  bytes.write(content, BLOCK_BYTES);
  outer.set(sha256(bytes), BLOCK_BYTES);
  return sha256(outer).subarray(0, KEPT_BYTES);
}

function keyedWith(secret: string) {
  if (keyed?.secret === secret) return keyed;
  const given = Buffer.from(secret);
  const key = Buffer.alloc(BLOCK_BYTES);
  key.set(given.length > BLOCK_BYTES ? sha256(given) : given);
  const outer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES);
  outer.set(key.map((byte) => byte ^ 0x5c));
  keyed = { secret, inner: key.map((byte) => byte ^ 0x36) as Buffer, outer };
  return keyed;
}
