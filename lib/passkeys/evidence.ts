import { createHash, createPublicKey, type JsonWebKey, timingSafeEqual, verify } from "node:crypto";
import { decodeCredentialPublicKey } from "@simplewebauthn/server/helpers";
import type { RelyingParty } from "./relying-party";
import type { Assertion } from "./schema";
import type { StoredPasskey } from "./store";

/**
 * A signature together with all that is needed to check it again without us: client data, authenticator data and signature as the
 * browser gave them (base64url), the public key as a JWK, and where and since when the key belonged to the person.
 */
export interface Evidence {
  v: 1;
  credentialId: string;
  publicKey: { kty: string; alg: string; [member: string]: string };
  clientDataJSON: string;
  authenticatorData: string;
  signature: string;
  origin: string;
  rpId: string;
  /** ISO 8601: a key enrolled just before it signed deserves a second look. */
  enrolledAt: string;
  deviceType: string;
}

export function evidenceOf(given: { assertion: Assertion; key: StoredPasskey; party: RelyingParty }): Evidence {
  const { assertion, key, party } = given;
  const { clientDataJSON, authenticatorData, signature } = assertion.response;
  return {
    v: 1,
    credentialId: key.id,
    publicKey: asJwk(key.publicKey),
    clientDataJSON,
    authenticatorData,
    signature,
    origin: party.origin,
    rpId: party.id,
    enrolledAt: key.createdAt.toISOString(),
    deviceType: key.deviceType,
  };
}

/**
 * Whether this evidence proves that the key's holder, verified by their device at this site, signed `challenge` (WebAuthn level 3,
 * section 7.2). Pure: says nothing about whose key it was, which the `passkey.enrolled` event does.
 */
export function verifyEvidence(evidence: Evidence, challenge: Uint8Array): boolean {
  const client = Buffer.from(evidence.clientDataJSON, "base64url");
  const data = Buffer.from(evidence.authenticatorData, "base64url");
  let said: { type?: unknown; challenge?: unknown; origin?: unknown; crossOrigin?: unknown };
  try {
    said = JSON.parse(client.toString("utf8"));
  } catch {
    return false;
  }
  if (said.type !== "webauthn.get" || said.origin !== evidence.origin || said.crossOrigin === true) return false;
  if (typeof said.challenge !== "string" || !same(Buffer.from(said.challenge, "base64url"), challenge)) return false;
  if (data.length < 37 || !same(data.subarray(0, 32), sha256(Buffer.from(evidence.rpId)))) return false;
  const presentAndVerified = 0x05;
  if (((data[32] ?? 0) & presentAndVerified) !== presentAndVerified) return false;
  const { alg, ...jwk } = evidence.publicKey;
  const key = createPublicKey({ key: jwk as JsonWebKey, format: "jwk" });
  const signed = Buffer.concat([data, sha256(client)]);
  return verify(alg === "EdDSA" ? null : "sha256", signed, key, Buffer.from(evidence.signature, "base64url"));
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const same = (left: Uint8Array, right: Uint8Array) => left.length === right.length && timingSafeEqual(left, right);

const CURVES: Record<number, string> = { 1: "P-256", 6: "Ed25519" };

// COSE labels (RFC 9053): 1 kty, 3 alg, -1 crv or n, -2 x or e, -3 y.
function asJwk(cose: Uint8Array): Evidence["publicKey"] {
  const members = decodeCredentialPublicKey(new Uint8Array(cose)) as unknown as Map<number, number | Uint8Array>;
  const encoded = (label: number) => Buffer.from(members.get(label) as Uint8Array).toString("base64url");
  const curve = CURVES[Number(members.get(-1))];
  switch (members.get(3)) {
    case -7:
      return { kty: "EC", alg: "ES256", crv: curve ?? "", x: encoded(-2), y: encoded(-3) };
    case -8:
      return { kty: "OKP", alg: "EdDSA", crv: curve ?? "", x: encoded(-2) };
    case -257:
      return { kty: "RSA", alg: "RS256", n: encoded(-1), e: encoded(-2) };
    default:
      throw new Error("a key of an algorithm that is never enrolled");
  }
}
