import { createHash, createPublicKey, type JsonWebKey } from "node:crypto";
import { CountersignError } from "@/lib/errors";
import { LIMITS } from "./terms";

/** The public half of a key, with nothing but what its type needs (RFC 7517, RFC 8037). */
export type PublicJwk =
  | { kty: "EC"; crv: "P-256"; x: string; y: string }
  | { kty: "OKP"; crv: "Ed25519"; x: string }
  | { kty: "RSA"; n: string; e: string };

export interface ReadKey {
  jwk: PublicJwk;
  /** RFC 7638, SHA-256, base64url. */
  thumbprint: string;
}

/** Members that only a private or a secret key has (RFC 7518, 6.2.2, 6.3.2, 6.4.1). */
const PRIVATE = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const BASE64URL = /^[A-Za-z0-9_-]+$/;
const RSA_LEAST_BITS = 2_048;
const RSA_MOST_BITS = 8_192;

/**
 * A public key as somebody pasted it: a JWK, or a key set with one key in it.
 * @throws CountersignError `invalid` at `jwk`, with a sentence: private halves, weak or unknown keys, points not on the curve
 */
export function readPublicKey(text: string): ReadKey {
  const jwk = publicPartOf(onlyKeyIn(parsed(text)));
  try {
    createPublicKey({ key: jwk as JsonWebKey, format: "jwk" });
  } catch {
    throw refused("This is not a valid key: its numbers do not belong to a key of its type.");
  }
  return { jwk, thumbprint: thumbprintOf(jwk) };
}

/** RFC 7638: the digest of the required members alone, in the order of their names. */
export function thumbprintOf(jwk: PublicJwk): string {
  const members = Object.entries(jwk).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify(Object.fromEntries(members)), "utf8")
    .digest("base64url");
}

function parsed(text: string): unknown {
  if (text.length > LIMITS.jwk) throw refused("This is too long for a public key.");
  if (/-----BEGIN/.test(text)) {
    throw refused(
      /PRIVATE KEY/.test(text)
        ? "This is a private key: keep it where the agent runs, treat this copy as leaked, and paste the public half as a JWK."
        : "Paste the key as a JWK (JSON), not as PEM.",
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw refused("This is not JSON: paste the public JWK, beginning with { and ending with }.");
  }
}

function onlyKeyIn(value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw refused("Paste one public JWK: a JSON object with kty.");
  if (!("keys" in value)) return value;
  const keys = Array.isArray(value.keys) ? value.keys : [];
  if (keys.length !== 1 || !isObject(keys[0])) {
    throw refused("A key set must hold exactly one key: every instance has its own.");
  }
  return keys[0];
}

function publicPartOf(jwk: Record<string, unknown>): PublicJwk {
  if (PRIVATE.some((member) => member in jwk)) {
    throw refused(
      "This holds the private half. It was not kept; still, treat it as leaked: make a new pair, and paste only the public half.",
    );
  }
  if (jwk.use !== undefined && jwk.use !== "sig") throw refused("This key is not meant for signatures (use).");
  if (jwk.kty === "EC") {
    if (jwk.crv !== "P-256") throw refused("Of elliptic curves only P-256 and Ed25519 are taken.");
    return { kty: "EC", crv: "P-256", x: coordinate(jwk.x, 32), y: coordinate(jwk.y, 32) };
  }
  if (jwk.kty === "OKP") {
    if (jwk.crv !== "Ed25519") throw refused("Of elliptic curves only P-256 and Ed25519 are taken.");
    return { kty: "OKP", crv: "Ed25519", x: coordinate(jwk.x, 32) };
  }
  if (jwk.kty === "RSA") return rsa(jwk);
  throw refused("Taken are elliptic-curve keys (P-256, Ed25519) and RSA keys of 2048 bits and more.");
}

function rsa(jwk: Record<string, unknown>): PublicJwk {
  const n = canonical(jwk.n);
  const e = canonical(jwk.e);
  const modulus = Buffer.from(n, "base64url");
  const bits = modulus.length * 8 - (modulus[0] ? Math.clz32(modulus[0]) - 24 : 8);
  if (bits < RSA_LEAST_BITS) throw refused("An RSA key needs at least 2048 bits.");
  if (bits > RSA_MOST_BITS) throw refused("An RSA key may have 8192 bits at most.");
  if (modulus[0] === 0) throw refused("The number n of this key begins with zeros: that is not a proper JWK.");
  const exponent = Buffer.from(e, "base64url");
  if (exponent.length > 4 || exponent.readUIntBE(0, exponent.length) < 65_537 || (exponent.at(-1) ?? 0) % 2 === 0) {
    throw refused("An RSA key needs an odd exponent of at least 65537.");
  }
  return { kty: "RSA", n, e };
}

function coordinate(value: unknown, bytes: number): string {
  const text = canonical(value);
  if (Buffer.from(text, "base64url").length !== bytes) throw refused("A number of this key has the wrong length.");
  return text;
}

/** Base64url that has one reading: or one key could come under two thumbprints. */
function canonical(value: unknown): string {
  const text = typeof value === "string" ? value : "";
  if (!BASE64URL.test(text) || Buffer.from(text, "base64url").toString("base64url") !== text) {
    throw refused("A number of this key is missing or not base64url.");
  }
  return text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refused(message: string): CountersignError {
  return new CountersignError("invalid", message, [{ path: "jwk", message }]);
}

const KEYS_MOST = 50;

/**
 * The key set of an issuer that this server cannot reach, as somebody pasted it.
 * @throws CountersignError `invalid` at `jwks`: not a key set, private halves, unknown types
 */
export function readKeySet(text: string): { keys: Record<string, unknown>[] } {
  const bad = (message: string) => new CountersignError("invalid", message, [{ path: "jwks", message }]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad('This is not JSON: paste the issuer\'s key set, { "keys": […] }.');
  }
  const keys = isObject(value) && Array.isArray(value.keys) ? value.keys.filter(isObject) : [];
  if (!keys.length || keys.length > KEYS_MOST) throw bad(`A key set has between 1 and ${KEYS_MOST} keys.`);
  for (const key of keys) {
    if (PRIVATE.some((member) => member in key)) throw bad("This holds private keys: treat them as leaked.");
    try {
      createPublicKey({ key: key as JsonWebKey, format: "jwk" });
    } catch {
      throw bad("One of the keys is not a valid public key.");
    }
  }
  return { keys };
}
