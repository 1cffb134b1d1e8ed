import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { type Evidence, evidenceOf } from "./evidence";
import { digestOfBytes, refused, requireOwner } from "./guard";
import { relyingParty } from "./relying-party";
import { assertionSchema } from "./schema";
import { lockKey, noteUse, spendChallenge } from "./store";
import type { SigningRefusal } from "./terms";
import { verifyAssertion } from "./verify-response";

/**
 * Checks a signature of the caller's over `challenge`, begun for this very subject, and uses the ceremony up in the caller's
 * transaction (A8): this site, a verified person, a live key of their own, a counter that has not gone back.
 * @param assertion AuthenticationResponseJSON as the browser made it; untrusted
 * @returns what an outsider needs to check it again (`verifyEvidence`)
 * @throws CountersignError `forbidden`, recorded as `passkey.refused` whatever becomes of the transaction
 */
export async function verifySigning(
  tx: SqlTx,
  ctx: Context,
  given: { assertion: unknown; subject: string; challenge: Uint8Array },
): Promise<{ credentialId: string; evidence: Evidence }> {
  const assertion = parseInput(assertionSchema, given.assertion);
  const owner = requireOwner(ctx);
  const { subject, challenge } = given;
  const refuse = (why: SigningRefusal) => refused(ctx, { why, subject, credentialId: assertion.id });
  const ceremony = { id: digestOfBytes(challenge), personId: owner.id, purpose: "sign", subject } as const;
  if (!(await spendChallenge(tx, ceremony))) throw await refuse("unknown_challenge");
  const key = await lockKey(tx, assertion.id);
  if (key?.personId !== owner.id) throw await refuse("unknown_key");
  if (key.revokedAt) throw await refuse("revoked_key");
  const party = relyingParty();
  const verdict = await verifyAssertion(party, { assertion, challenge, key });
  if (verdict.refused) throw await refuse(verdict.refused);
  await noteUse(tx, key.id, verdict.counter);
  return { credentialId: key.id, evidence: evidenceOf({ assertion, key, party }) };
}
