import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { CountersignError } from "@/lib/errors";
import { tokenKeysDir } from "@/lib/paths";
import { type PublicJwk, thumbprintOf } from "../public-key";
import { type KeyTimes, phaseOf, rotationDue } from "./rules";

/**
 * The keys that sign access tokens: files outside the database, one per key, numbered in the order they were made. Processes
 * that share the folder agree because a number can be taken only once and because what a key is used for follows from its
 * age alone.
 */
export interface TokenKey extends KeyTimes {
  kid: string;
  publicJwk: PublicJwk;
  publicKey: KeyObject;
  privateKey: KeyObject;
}

const REREAD_MS = 15_000;
const FILE = /^(\d{6})\.json$/;

interface Shelf {
  keys: readonly TokenKey[];
  readAt: number;
}
const shelves = new Map<string, Shelf>();

/**
 * The key that signs now; makes the first one, and the next when this one is due. Called at every issue: the folder is
 * looked at only every fifteen seconds.
 * @throws CountersignError `unavailable` when a file is damaged or open to others
 */
export function signingKey(now: Date): TokenKey {
  let keys = shelf(now).keys;
  if (rotationDue(keys, now)) {
    makeKey(now);
    keys = shelf(now, true).keys;
  }
  const found = keys.findLast((_, at) => phaseOf(keys, at, now) === "signing");
  if (!found) throw new CountersignError("unavailable", "There is no key to sign tokens with.");
  return found;
}

/**
 * Every key whose tokens may still live, the one that will sign next included: what the JWKS publishes. There is one before the
 * first token, for who keeps the document must not keep an empty one.
 */
export function publishedKeys(now: Date): TokenKey[] {
  signingKey(now);
  const { keys } = shelf(now);
  return keys.filter((_, at) => phaseOf(keys, at, now) !== "retired");
}

/** The key of this id, looked for once more in the folder when another process may just have made it. */
export function findKey(kid: string, now: Date): TokenKey | undefined {
  const find = () => {
    const { keys } = shelf(now);
    return keys.find((key, at) => key.kid === kid && phaseOf(keys, at, now) !== "retired");
  };
  const known = find();
  // Looked for again at most once a second: an unknown id may be anybody's invention.
  if (known || now.getTime() - shelf(now).readAt < 1_000) return known;
  shelf(now, true);
  return find();
}

function shelf(now: Date, again = false): Shelf {
  const folder = tokenKeysDir();
  const known = shelves.get(folder);
  if (known && !again && Math.abs(now.getTime() - known.readAt) < REREAD_MS) return known;
  const fresh = { keys: readKeys(folder), readAt: now.getTime() };
  shelves.set(folder, fresh);
  return fresh;
}

function readKeys(folder: string): TokenKey[] {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => FILE.test(name)) : [];
  return names.sort().map((name) => readKey(path.join(folder, name)));
}

function readKey(file: string): TokenKey {
  if (fs.statSync(file).mode & 0o077) {
    throw new CountersignError("unavailable", `Others may read a key that signs tokens: chmod 600 ${file}.`);
  }
  try {
    const { createdAt, key } = JSON.parse(fs.readFileSync(file, "utf8")) as { createdAt: string; key: string };
    const privateKey = createPrivateKey(key);
    const publicKey = createPublicKey(privateKey);
    const jwk = publicKey.export({ format: "jwk" });
    if (jwk.crv !== "Ed25519" || !jwk.x || Number.isNaN(Date.parse(createdAt))) throw new Error("not a key of ours");
    const publicJwk = { kty: "OKP", crv: "Ed25519", x: jwk.x } as const;
    return { kid: thumbprintOf(publicJwk), createdAt: new Date(createdAt), publicJwk, publicKey, privateKey };
  } catch {
    throw new CountersignError("unavailable", `A key that signs tokens is damaged: restore or remove ${file}.`);
  }
}

function makeKey(now: Date): void {
  const folder = tokenKeysDir();
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = fs.readdirSync(folder).filter((name) => FILE.test(name));
  const keys = readKeys(folder);
  // Another process made it between our look and now: its key serves for both.
  if (!rotationDue(keys, now)) return;
  const next = names.reduce((most, name) => Math.max(most, Number.parseInt(name, 10)), 0) + 1;
  const { privateKey } = generateKeyPairSync("ed25519");
  writeOnce(
    path.join(folder, `${String(next).padStart(6, "0")}.json`),
    JSON.stringify({ createdAt: now.toISOString(), key: privateKey.export({ format: "pem", type: "pkcs8" }) }),
  );
  // What signed long ago and is believed by nobody is not worth keeping, only worth stealing.
  names.sort().forEach((name, at) => {
    if (phaseOf(keys, at, now) === "retired") fs.rmSync(path.join(folder, name), { force: true });
  });
}

/** Written whole under another name, then linked: nobody reads half a key, and of two processes one wins. */
function writeOnce(file: string, text: string): void {
  const draft = `${file}.${process.pid}.draft`;
  fs.writeFileSync(draft, text, { mode: 0o600, flush: true });
  try {
    fs.linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    fs.unlinkSync(draft);
  }
}
