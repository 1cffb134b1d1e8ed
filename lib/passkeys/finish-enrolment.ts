import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { insertNotices } from "@/lib/notices";
import { parseInput } from "@/lib/parse";
import { requireRoom } from "./begin-enrolment";
import { digestOfBytes, requireOwner, signedInAt } from "./guard";
import { relyingParty } from "./relying-party";
import { type FinishEnrolmentInput, finishEnrolmentSchema } from "./schema";
import { holdPerson, insertKey, liveKeys, spendChallenge } from "./store";
import { challengeIn, verifyCreation } from "./verify-response";

/**
 * Keeps the key that the caller's device made (A8), and tells its owner, who may not be the one at the keyboard. It may sign at once.
 * @throws CountersignError `forbidden` when the sign-in is too old or the answer proves no key, `conflict` when the key is known
 */
export async function finishEnrolment(
  ctx: Context,
  input: FinishEnrolmentInput,
): Promise<{ id: string; keys: number }> {
  const { response, name } = parseInput(finishEnrolmentSchema, input);
  const owner = requireOwner(ctx);
  const party = relyingParty();
  const since = await signedInAt(ctx, owner);
  const challenge = challengeIn(response.response.clientDataJSON);
  const made = challenge && (await verifyCreation(party, { response, challenge }));
  if (!challenge || !made) throw unproven();
  return await inSqlTransaction(async (tx) => {
    if (!(await holdPerson(tx, owner.id))) throw unproven();
    const keys = await liveKeys(tx, owner.id);
    requireRoom({ signedInAt: since, keys: keys.length, now: ctx.now });
    const ceremony = { id: digestOfBytes(challenge), personId: owner.id, purpose: "enrol", subject: "" } as const;
    if (!(await spendChallenge(tx, ceremony))) throw unproven();
    const { credential, credentialDeviceType, credentialBackedUp, aaguid } = made;
    const key = {
      id: credential.id,
      personId: owner.id,
      name,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: response.response.transports ?? [],
      deviceType: credentialDeviceType,
      backedUp: credentialBackedUp,
      aaguid,
      createdAt: ctx.now,
    };
    if (!(await insertKey(tx, key))) throw new CountersignError("conflict", "This passkey is enrolled already.");
    await recordEnrolled(tx, ctx, { key, keys: keys.length + 1 });
    return { id: key.id, keys: keys.length + 1 };
  });
}

async function recordEnrolled(
  tx: SqlTx,
  ctx: Context,
  { key, keys }: { key: { id: string; name: string; deviceType: string; backedUp: boolean }; keys: number },
): Promise<void> {
  const { id, name, deviceType, backedUp } = key;
  await insertNotices(
    tx,
    [{ personId: ctx.actor.id, kind: "passkey_enrolled", agentId: null, content: { name } }],
    ctx.now,
  );
  await recordEvent(tx, ctx, {
    type: "passkey.enrolled",
    targetId: ctx.actor.id,
    details: { keyDigest: digestOfBytes(Buffer.from(id)), deviceType, backedUp, keys, name },
  });
}

function unproven(): CountersignError {
  return new CountersignError(
    "forbidden",
    "Your device did not prove a new passkey in time, or checked nobody's identity: begin again.",
  );
}
