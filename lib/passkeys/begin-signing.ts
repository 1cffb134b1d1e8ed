import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { digestOfBytes, requireOwner } from "./guard";
import { relyingParty } from "./relying-party";
import { insertChallenge, liveKeys } from "./store";
import { PASSKEY_LIMITS } from "./terms";

/**
 * Begins a signature of the caller's (A8): what the browser needs for `navigator.credentials.get`. The challenge is bound to this
 * person and this subject, for five minutes and one use.
 * @param subject what the signature is for, in words of the caller's domain; the same is given to `verifySigning`
 * @param challenge 32 bytes that commit to what is signed
 * @throws CountersignError `unmet` when the caller has no passkey
 */
export async function beginSigning(
  ctx: Context,
  { subject, challenge }: { subject: string; challenge: Uint8Array },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const owner = requireOwner(ctx);
  const party = relyingParty();
  const keys = await inSqlTransaction(async (tx) => {
    const live = await liveKeys(tx, owner.id);
    if (!live.length) {
      throw new CountersignError(
        "unmet",
        "This is signed with a passkey, and you have none yet: enrol one on your account page.",
      );
    }
    await insertChallenge(tx, {
      id: digestOfBytes(challenge),
      personId: owner.id,
      purpose: "sign",
      subject,
      challenge,
      seconds: PASSKEY_LIMITS.challengeSeconds,
      most: PASSKEY_LIMITS.openChallenges,
    });
    return live;
  });
  return await generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(challenge),
    allowCredentials: keys.map(({ id, transports }) => ({ id, transports })),
    timeout: PASSKEY_LIMITS.challengeSeconds * 1000,
    userVerification: "required",
  });
}
