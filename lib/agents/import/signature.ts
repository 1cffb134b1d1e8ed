import { calculateJwkThumbprint, flattenedVerify, importJWK, type JWK } from "jose";
import { canonicalize } from "@/lib/audit";
import type { Signature } from "../schema";
import { type Document, has, isDocument, list, text } from "./document";

export type CardSignature =
  | { state: Exclude<Signature, "unverified">; signedBy: string }
  | { state: "unverified"; signedBy: string; why: string }
  | { rejected: string };

// Asymmetric only: with a shared secret everybody who can check could also sign.
const ALGORITHMS = [
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
];
const MOST_SIGNATURES = 10;

/**
 * Verifies the signatures of an A2A card (A2A 1.0 section 8.4): detached JWS (RFC 7515) over the card without its
 * `signatures`, in canonical JSON (RFC 8785). Only keys that the operator trusts count, named by `kid`; `jku` is never followed.
 * A signature by a trusted key that does not match means that the card was forged or altered: the card is rejected.
 */
export async function verifyCard(
  card: Document,
  trustedKeys: readonly { readonly [member: string]: unknown }[],
): Promise<CardSignature> {
  if (!has(card, "signatures")) return { state: "none", signedBy: "" };
  const signatures = list(card, "signatures");
  if (!Array.isArray(card.signatures)) return { rejected: "The card's signatures are not a list, as A2A requires." };
  if (!signatures.length) return { state: "none", signedBy: "" };
  if (signatures.length > MOST_SIGNATURES) return { rejected: `More than ${MOST_SIGNATURES} signatures.` };
  let signedBy = "";
  for (const signature of signatures) {
    const found = await verifyOne(card, signature, trustedKeys);
    if ("rejected" in found) return found;
    if (found.signedBy) signedBy ||= found.signedBy;
  }
  if (signedBy) return { state: "verified", signedBy };
  return { state: "unverified", signedBy: "", why: "It is signed, but by no key that this installation trusts." };
}

async function verifyOne(
  card: Document,
  signature: unknown,
  trustedKeys: readonly { readonly [member: string]: unknown }[],
): Promise<{ signedBy: string } | { rejected: string }> {
  const header = isDocument(signature) ? headerOf(text(signature, "protected")) : null;
  if (!isDocument(signature) || !header || !text(signature, "signature")) {
    return { rejected: "A signature of the card is malformed." };
  }
  const algorithm = text(header, "alg");
  if (!ALGORITHMS.includes(algorithm)) {
    return {
      rejected: `The card is signed with ${JSON.stringify(algorithm.slice(0, 20))}, which proves nothing about its author.`,
    };
  }
  const kid = text(header, "kid");
  const key = trustedKeys.find((candidate) => kid !== "" && candidate.kid === kid && candidate.kty !== "oct");
  if (!key) return { signedBy: "" };
  for (const payload of payloadsOf(card)) {
    if (await matches(signature, payload, { key, algorithm })) {
      return { signedBy: `${kid} (${await calculateJwkThumbprint(key as JWK)})` };
    }
  }
  return {
    rejected: `The signature by the trusted key ${JSON.stringify(kid.slice(0, 60))} does not match: the card was forged or altered.`,
  };
}

async function matches(signature: Document, payload: string, by: { key: object; algorithm: string }): Promise<boolean> {
  try {
    const key = await importJWK(by.key as JWK, by.algorithm);
    const jws = { protected: text(signature, "protected"), signature: text(signature, "signature"), payload };
    await flattenedVerify(jws, key, { algorithms: [by.algorithm] });
    return true;
  } catch {
    // Whatever jose refuses (wrong signature, wrong curve, unknown critical header) is not a match.
    return false;
  }
}

// A2A signs the card without members that hold their type's default; signers that keep them are common, and mean the same.
function payloadsOf(card: Document): string[] {
  const { signatures: _, ...signed } = card;
  return [signed, withoutDefaults(signed)].map((form) => Buffer.from(canonicalize(form), "utf8").toString("base64url"));
}

function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (!isDocument(value)) return value;
  const kept = Object.entries(value).filter(([, member]) => !isDefault(member));
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutDefaults(member)]));
}

function isDefault(value: unknown): boolean {
  return value === null || value === "" || value === 0 || value === false || (Array.isArray(value) && !value.length);
}

function headerOf(encoded: string): Document | null {
  try {
    const header: unknown = JSON.parse(Buffer.from(encoded, "base64url").toString("utf8"));
    return isDocument(header) ? header : null;
  } catch {
    return null;
  }
}
