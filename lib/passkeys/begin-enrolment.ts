import { generateRegistrationOptions, type PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { drawRandom } from "@/lib/random";
import { digestOfBytes, requireOwner, signedInAt } from "./guard";
import { relyingParty } from "./relying-party";
import { barOfEnrolling } from "./rules";
import { holdPerson, insertChallenge, liveKeys } from "./store";
import { PASSKEY_LIMITS } from "./terms";
import { ALGORITHMS } from "./verify-response";

/**
 * Begins to enrol a passkey of the caller's own (A8): what the browser needs for `navigator.credentials.create`. The session must
 * have begun within ten minutes; user verification is required; the make of the device is not asked for.
 * @throws CountersignError `forbidden` when the sign-in is too old or there are ten keys, `unmet` for an address without a name
 */
export async function beginEnrolment(ctx: Context): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const owner = requireOwner(ctx);
  const party = relyingParty();
  const since = await signedInAt(ctx, owner);
  const challenge = new Uint8Array(drawRandom(32));
  const { person, keys } = await inSqlTransaction(async (tx) => {
    const person = await holdPerson(tx, owner.id);
    if (!person) throw new CountersignError("unauthenticated", "Your session has ended. Sign in again to go on.");
    const keys = await liveKeys(tx, owner.id);
    requireRoom({ signedInAt: since, keys: keys.length, now: ctx.now });
    await insertChallenge(tx, {
      id: digestOfBytes(challenge),
      personId: owner.id,
      purpose: "enrol",
      subject: "",
      challenge,
      seconds: PASSKEY_LIMITS.challengeSeconds,
      most: PASSKEY_LIMITS.openChallenges,
    });
    return { person, keys };
  });
  return await generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userID: new TextEncoder().encode(owner.id),
    userName: person.email,
    userDisplayName: person.name,
    challenge,
    timeout: PASSKEY_LIMITS.challengeSeconds * 1000,
    attestationType: "none",
    excludeCredentials: keys.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    supportedAlgorithmIDs: [...ALGORITHMS],
  });
}

/** @throws CountersignError `forbidden` */
export function requireRoom(facts: { signedInAt: Date; keys: number; now: Date }): void {
  const bar = barOfEnrolling(facts);
  if (bar) throw new CountersignError("forbidden", bar);
}
