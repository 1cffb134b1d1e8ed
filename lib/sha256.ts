import { hash } from "node:crypto";

/**
 * SHA-256 as bytes. By way of a text of as many characters: bytes handed out by the crypto module are an allocation of their own
 * outside of the heap, which costs as much as hashing a kilobyte.
 */
export function sha256(value: string | Uint8Array): Buffer {
  return Buffer.from(hash("sha256", value, "binary"), "binary");
}
