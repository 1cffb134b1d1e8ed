import { type KeyObject, sign, verify } from "node:crypto";
import { namedKey, parseNamedKey, type Verifier } from "./note";

/** A witness' signature over a checkpoint with the time it was made (C2SP tlog-cosignature, cosignature/v1, Ed25519). */
export type Cosigner = Verifier;

const COSIGNATURE = 4;
const ID_BYTES = 4;
const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** The cosigner that `key` (public or private) signs as under `name`. */
export function cosignerOf(name: string, key: KeyObject): Cosigner {
  return namedKey(name, key, COSIGNATURE);
}

/**
 * Reads a witness' `name+keyid+base64`.
 * @throws RangeError when it is not the key of a witness (a log's own key is of another kind) or its key id is not its own
 */
export function parseCosigner(vkey: string): Cosigner {
  return parseNamedKey(vkey, COSIGNATURE, "not the key of a witness");
}

const signedText = (text: string, seconds: number) => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`, "utf8");

/** The signature line of a witness over a checkpoint's text, without its line break. `at`: truncated to whole seconds. */
export function cosign(text: string, name: string, privateKey: KeyObject, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, signedText(text, seconds), privateKey);
  return `— ${name} ${Buffer.concat([cosignerOf(name, privateKey).keyId, time, signature]).toString("base64")}`;
}

/**
 * When `cosigner` signed this text, from the first of `lines` that is its own; null where none is.
 * @throws RangeError for a line of that key whose signature is not good: it is worse than none
 */
export function cosignedAt(
  text: string,
  lines: readonly string[],
  cosigner: Cosigner,
): { at: Date; line: string } | null {
  for (const line of lines) {
    const match = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/.exec(line);
    const bytes = Buffer.from(match?.[2] ?? "", "base64");
    if (match?.[1] !== cosigner.name || !bytes.subarray(0, ID_BYTES).equals(cosigner.keyId)) continue;
    if (bytes.length !== ID_BYTES + TIME_BYTES + SIGNATURE_BYTES)
      throw new RangeError(`the cosignature of ${cosigner.name} is malformed`);
    const seconds = Number(bytes.readBigUInt64BE(ID_BYTES));
    const good =
      Number.isSafeInteger(seconds) &&
      verify(null, signedText(text, seconds), cosigner.key, bytes.subarray(ID_BYTES + TIME_BYTES));
    if (!good) throw new RangeError(`the cosignature of ${cosigner.name} is not good`);
    return { at: new Date(seconds * 1_000), line };
  }
  return null;
}
