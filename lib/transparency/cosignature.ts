import { createPublicKey, hash, type KeyObject, sign, verify } from "node:crypto";

/** A witness' signature over a checkpoint with the time it was made (C2SP tlog-cosignature, cosignature/v1, Ed25519). */
export interface Cosigner {
  name: string;
  keyId: Buffer;
  key: KeyObject;
  vkey: string;
}

const COSIGNATURE = 4;
const SPKI = Buffer.from("302a300506032b6570032100", "hex");
const ID_BYTES = 4;
const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** The cosigner that `key` (public or private) signs as under `name`. */
export function cosignerOf(name: string, key: KeyObject): Cosigner {
  const publicKey = key.type === "public" ? key : createPublicKey(key);
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(SPKI.length);
  const typed = Buffer.concat([Uint8Array.of(COSIGNATURE), raw]);
  const keyId = hash("sha256", Buffer.concat([Buffer.from(`${name}\n`), typed]), "buffer").subarray(0, ID_BYTES);
  return { name, keyId, key: publicKey, vkey: `${name}+${keyId.toString("hex")}+${typed.toString("base64")}` };
}

/**
 * Reads a witness' `name+keyid+base64`.
 * @throws RangeError when it is not the key of a witness (a log's own key is of another kind) or its key id is not its own
 */
export function parseCosigner(vkey: string): Cosigner {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(vkey.trim());
  const bytes = Buffer.from(match?.[3] ?? "", "base64");
  if (!match || bytes.length !== 33 || bytes[0] !== COSIGNATURE) throw new RangeError("not the key of a witness");
  const key = createPublicKey({ key: Buffer.concat([SPKI, bytes.subarray(1)]), format: "der", type: "spki" });
  const cosigner = cosignerOf(match[1] as string, key);
  if (cosigner.keyId.toString("hex") !== match[2]) throw new RangeError("the key id does not belong to this key");
  return cosigner;
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

/** The text of a note and its signature lines, unverified. @throws RangeError when it is not a note */
export function partsOfNote(note: string): { text: string; lines: string[] } {
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !note.endsWith("\n")) throw new RangeError("not a signed note");
  return { text: note.slice(0, split + 1), lines: note.slice(split + 2, -1).split("\n") };
}
