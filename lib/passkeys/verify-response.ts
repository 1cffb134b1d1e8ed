import { createHash } from "node:crypto";
import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import type { z } from "zod";
import type { RelyingParty } from "./relying-party";
import { isCounterBack } from "./rules";
import type { Assertion, registrationSchema } from "./schema";
import type { StoredPasskey } from "./store";
import type { SigningRefusal } from "./terms";

/** EdDSA, ES256, RS256: what plain OpenSSL can verify in ten years as well (COSE numbers). */
export const ALGORITHMS = [-8, -7, -257] as const;

const USER_VERIFIED = 0x04;

/** What came out of a ceremony of creation, or null when it does not prove a new key. */
export async function verifyCreation(
  party: RelyingParty,
  { response, challenge }: { response: z.output<typeof registrationSchema>; challenge: Uint8Array },
) {
  if (isEmbedded(response.response.clientDataJSON)) return null;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as Parameters<typeof verifyRegistrationResponse>[0]["response"],
      expectedChallenge: encode(challenge),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    return verified ? registrationInfo : null;
  } catch {
    // The library throws for each thing that is not as it must be; the person can only try again.
    return null;
  }
}

export type Verdict = { refused: SigningRefusal } | { refused: null; counter: number };

/** Whether an assertion is by this key, for this challenge and site, by a verified person, and not by a copy of the key. */
export async function verifyAssertion(
  party: RelyingParty,
  { assertion, challenge, key }: { assertion: Assertion; challenge: Uint8Array; key: StoredPasskey },
): Promise<Verdict> {
  const { clientDataJSON, authenticatorData } = assertion.response;
  const bytes = Buffer.from(authenticatorData, "base64url");
  if (bytes.length < 37) return { refused: "bad_signature" };
  if (originOf(clientDataJSON) !== party.origin || isEmbedded(clientDataJSON)) return { refused: "wrong_site" };
  if (!bytes.subarray(0, 32).equals(createHash("sha256").update(party.id).digest())) return { refused: "wrong_site" };
  if (!((bytes[32] ?? 0) & USER_VERIFIED)) return { refused: "not_verified" };
  const counter = bytes.readUInt32BE(33);
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: assertion as Parameters<typeof verifyAuthenticationResponse>[0]["response"],
      expectedChallenge: encode(challenge),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      // The counter is judged below, once the signature is known to be the key's: a refusal for it warns of a copied key.
      credential: { id: key.id, publicKey: new Uint8Array(key.publicKey), counter: 0 },
      requireUserVerification: true,
    });
    if (!verified) return { refused: "bad_signature" };
  } catch {
    return { refused: "bad_signature" };
  }
  return isCounterBack(key.counter, counter) ? { refused: "counter_back" } : { refused: null, counter };
}

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

/** The challenge that a browser says it signed over; null for what is no client data. */
export function challengeIn(clientDataJSON: string): Uint8Array | null {
  const { challenge } = clientData(clientDataJSON);
  return typeof challenge === "string" ? new Uint8Array(Buffer.from(challenge, "base64url")) : null;
}

function originOf(clientDataJSON: string): string | null {
  const { origin } = clientData(clientDataJSON);
  return typeof origin === "string" ? origin : null;
}

// A console shown inside another site's frame asks for nothing: whoever frames it chooses what the person believes to sign.
function isEmbedded(clientDataJSON: string): boolean {
  const { crossOrigin, topOrigin } = clientData(clientDataJSON);
  return (crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined;
}

function clientData(encoded: string): { [key: string]: unknown } {
  try {
    const read: unknown = JSON.parse(Buffer.from(encoded, "base64url").toString("utf8"));
    return typeof read === "object" && read !== null ? (read as { [key: string]: unknown }) : {};
  } catch {
    return {};
  }
}
