import { createPublicKey, hash, type KeyObject, sign, verify } from "node:crypto";
import { HASH_BYTES } from "./tree";

/**
 * Signed notes (C2SP signed-note) and the checkpoint they carry here (C2SP tlog-checkpoint), with Ed25519.
 * Go's golang.org/x/mod/sumdb/note and the witnesses of the transparency community read these bytes.
 */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Buffer;
}

/** A public key with the name it signs under, as its printed form `name+keyid+base64` says. */
export interface Verifier {
  name: string;
  keyId: Buffer;
  key: KeyObject;
  vkey: string;
}

/** The kinds of Ed25519 keys (C2SP signed-note): of a log, and of a witness (C2SP tlog-cosignature). */
export type KeyKind = 1 | 4;
const ED25519 = 1;
const SIGNATURE = "— ";
// The DER prefix of an Ed25519 public key (RFC 8410); the 32 raw bytes follow.
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

/** The printed form of what `key` (public or private) signs under `name`, as a key of that kind. */
export function namedKey(name: string, key: KeyObject, kind: KeyKind): Verifier {
  const publicKey = key.type === "public" ? key : createPublicKey(key);
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(SPKI.length);
  const typed = Buffer.concat([Uint8Array.of(kind), raw]);
  const keyId = hash("sha256", Buffer.concat([Buffer.from(`${name}\n`), typed]), "buffer").subarray(0, 4);
  return { name, keyId, key: publicKey, vkey: `${name}+${keyId.toString("hex")}+${typed.toString("base64")}` };
}

/**
 * Reads `name+keyid+base64` of a key of that kind.
 * @throws RangeError with `complaint` when it is none, or when its key id does not belong to it
 */
export function parseNamedKey(vkey: string, kind: KeyKind, complaint: string): Verifier {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(vkey.trim());
  const bytes = Buffer.from(match?.[3] ?? "", "base64");
  if (!match || bytes.length !== 33 || bytes[0] !== kind) throw new RangeError(complaint);
  const key = createPublicKey({ key: Buffer.concat([SPKI, bytes.subarray(1)]), format: "der", type: "spki" });
  const named = namedKey(match[1] as string, key, kind);
  if (named.keyId.toString("hex") !== match[2]) throw new RangeError("the key id does not belong to this key");
  return named;
}

/** The verifier of what `key` (public or private) signs under `name`. */
export function verifierOf(name: string, key: KeyObject): Verifier {
  return namedKey(name, key, ED25519);
}

/**
 * Reads `name+keyid+base64`.
 * @throws RangeError when it is not an Ed25519 verifier key or its key id does not belong to it
 */
export function parseVerifier(vkey: string): Verifier {
  return parseNamedKey(vkey, ED25519, "not an Ed25519 verifier key");
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString("base64")}\n`;
}

/** The note: text, empty line, and one signature line of `privateKey` under `name`. */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  const { keyId } = verifierOf(name, privateKey);
  const signature = sign(null, Buffer.from(text, "utf8"), privateKey);
  return `${text}\n${SIGNATURE}${name} ${Buffer.concat([keyId, signature]).toString("base64")}\n`;
}

/** The text of a note and its signature lines, unverified. @throws RangeError when it is not a note */
export function partsOfNote(note: string): { text: string; lines: string[] } {
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !note.endsWith("\n")) throw new RangeError("not a signed note");
  return { text: note.slice(0, split + 1), lines: note.slice(split + 2, -1).split("\n") };
}

/**
 * The text of a note that carries a good signature of `verifier`.
 * @throws RangeError saying what is wrong; a note with a bad signature of that key is as bad as one without
 */
export function openNote(note: string, verifier: Verifier): string {
  const { text, lines } = partsOfNote(note);
  let signed = false;
  for (const line of lines) {
    const match = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/.exec(line);
    if (!match) throw new RangeError("a signature line of the note is malformed");
    const bytes = Buffer.from(match[2] as string, "base64");
    if (match[1] !== verifier.name || !bytes.subarray(0, 4).equals(verifier.keyId)) continue;
    if (!verify(null, Buffer.from(text, "utf8"), verifier.key, bytes.subarray(4))) {
      throw new RangeError(`the signature of ${verifier.name} is not good`);
    }
    signed = true;
  }
  if (!signed) throw new RangeError(`the note is not signed by ${verifier.name}+${verifier.keyId.toString("hex")}`);
  return text;
}

/** @throws RangeError when `text` is not a checkpoint body in its one canonical form */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root, ...rest] = text.split("\n");
  const bytes = Buffer.from(root ?? "", "base64");
  const canonical = bytes.length === HASH_BYTES && bytes.toString("base64") === root;
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? "") || !canonical || rest.length === 0) {
    throw new RangeError("not a checkpoint");
  }
  return { origin, size: Number(size), root: bytes };
}

/** The checkpoint of a note that `verifier` signed for its own origin. @throws RangeError */
export function openCheckpoint(note: string, verifier: Verifier): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, verifier));
  if (checkpoint.origin !== verifier.name) {
    throw new RangeError(`the checkpoint is of ${checkpoint.origin}, not of ${verifier.name}`);
  }
  return checkpoint;
}
