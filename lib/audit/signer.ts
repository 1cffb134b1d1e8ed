import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { CountersignError } from "@/lib/errors";
import { signingKeyFile } from "@/lib/paths";
import { type Checkpoint, checkpointText, signNote, verifierOf } from "@/lib/transparency";

/** Signs checkpoints of one origin. The private key never leaves this module's closures. */
export interface Signer {
  vkey: string;
  sign: (checkpoint: Omit<Checkpoint, "origin">) => string;
}

export function signerFor(origin: string, key: KeyObject): Signer {
  return {
    vkey: verifierOf(origin, key).vkey,
    sign: ({ size, root }) => signNote(checkpointText({ origin, size, root }), origin, key),
  };
}

/**
 * The signing key: a file outside the database that only its owner may read.
 * @param create whether a missing key may be made: only where nothing was signed yet
 * @throws CountersignError `unavailable` when the file is missing, open to others or not an Ed25519 key
 */
export function loadSigningKey(create: boolean): KeyObject {
  const file = signingKeyFile();
  if (create && !fs.existsSync(file)) writeNewKey(file);
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (!found)
    throw new CountersignError("unavailable", `The signing key of the audit log is missing: restore ${file}.`);
  if (found.mode & 0o077) {
    throw new CountersignError("unavailable", `Others may read the signing key of the audit log: chmod 600 ${file}.`);
  }
  const key = createPrivateKey(fs.readFileSync(file));
  if (key.asymmetricKeyType !== "ed25519") throw new CountersignError("unavailable", `${file} is not an Ed25519 key.`);
  return key;
}

function writeNewKey(file: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ format: "pem", type: "pkcs8" });
  // Written whole under another name, then linked: two processes starting together end with one and the same key.
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, pem, { mode: 0o600, flush: true });
  try {
    fs.linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    fs.unlinkSync(draft);
  }
}
