import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/** argon2id after OWASP's second choice: 19 MiB, two passes. Stored with each hash, so that raising them rehashes at next sign-in. */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;
const SALT_BYTES = 16;

const derive = promisify(argon2) as (algorithm: "argon2id", parameters: Argon2Parameters) => Promise<Buffer>;

/** The password as a PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, salt, PARAMETERS);
  const { memory, passes, parallelism } = PARAMETERS;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${plain(salt)}$${plain(tag)}`;
}

/** Whether the password matches, and whether the stored hash uses other parameters than today's. */
export async function verifyPassword(password: string, stored: string): Promise<{ ok: boolean; outdated: boolean }> {
  const read = readPhc(stored);
  if (!read) throw new Error("a stored password hash is not an argon2id PHC string");
  const tag = await tagOf(password, read.salt, read.parameters, read.tag.length);
  const { memory, passes, parallelism } = read.parameters;
  const outdated =
    memory !== PARAMETERS.memory || passes !== PARAMETERS.passes || parallelism !== PARAMETERS.parallelism;
  return { ok: timingSafeEqual(tag, read.tag), outdated };
}

/** Spends what a verification costs and says no: an unknown account must not answer faster than a known one. */
export async function verifyNobody(password: string): Promise<false> {
  await tagOf(password, randomBytes(SALT_BYTES), PARAMETERS);
  return false;
}

async function tagOf(password: string, salt: Buffer, parameters: typeof PARAMETERS, tagLength = TAG_BYTES) {
  return await derive("argon2id", {
    message: Buffer.from(password.normalize("NFKC"), "utf8"),
    nonce: salt,
    tagLength,
    ...parameters,
  });
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,4}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,128})\$([A-Za-z0-9+/]{22,128})$/;

function readPhc(stored: string) {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(stored) ?? [];
  if (!memory || !passes || !parallelism || !salt || !tag) return null;
  return {
    parameters: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

function plain(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
