import { hash } from "node:crypto";

/** A value kept beside its leaf, with the salt that keeps the leaf's commitment to it from being guessed. */
export interface Opening {
  field: string;
  /** Base64 of the random bytes. */
  salt: string;
  /** The text that was committed to: canonical JSON (RFC 8785) for what people wrote, the text itself for personal fields. */
  value: string;
}

/** What a leaf says of a value beside it: SHA-256 over the salt and the UTF-8 of the value, base64url. */
export function commitmentTo({ salt, value }: { salt: Uint8Array; value: string }): string {
  const bytes = Buffer.allocUnsafe(salt.length + Buffer.byteLength(value));
  bytes.set(salt);
  bytes.write(value, salt.length);
  return hash("sha256", bytes, "base64url");
}

/** What is wrong with values shown with a leaf, each in a sentence; empty when the leaf commits to every one of them. */
export function openingFaults(leaf: Uint8Array, openings: readonly Opening[]): string[] {
  const { commitments = {} } = JSON.parse(Buffer.from(leaf).toString("utf8")) as {
    commitments?: Record<string, unknown>;
  };
  return openings.flatMap(({ field, salt, value }) => {
    const committed = Object.hasOwn(commitments, field) ? commitments[field] : null;
    const shown = commitmentTo({ salt: Buffer.from(salt, "base64"), value });
    return committed === shown ? [] : [`the leaf does not commit to the ${field} that is shown with it`];
  });
}
