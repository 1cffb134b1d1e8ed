import { can } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { insertNotices } from "@/lib/notices";
import { parseInput } from "@/lib/parse";
import { digestOfBytes, requireOwner } from "./guard";
import { removePasskeySchema, revokePasskeySchema } from "./schema";
import { endKey, liveKeys, lockKey, teamOf } from "./store";

/**
 * Removes a key of the caller's own. The last one too: what cannot be signed any more then, the page says before.
 * @returns how many keys are left
 * @throws CountersignError `not_found` for keys of others
 */
export async function removePasskey(ctx: Context, input: { id: string }): Promise<{ left: number }> {
  const { id } = parseInput(removePasskeySchema, input);
  const owner = requireOwner(ctx);
  return inSqlTransaction(async (tx) => {
    const key = await lockKey(tx, id);
    if (key?.personId !== owner.id) throw notFound("passkey");
    if (!(await endKey(tx, id, { personId: owner.id, at: ctx.now }))) throw gone();
    const left = (await liveKeys(tx, owner.id)).length;
    const details = { keyDigest: digestOfBytes(Buffer.from(id)), left, name: key.name };
    await recordEvent(tx, ctx, { type: "passkey.removed", targetId: owner.id, details });
    await insertNotices(
      tx,
      [{ personId: owner.id, kind: "passkey_removed", agentId: null, content: { name: key.name } }],
      ctx.now,
    );
    return { left };
  });
}

/**
 * Takes somebody else's key away: a lost or stolen device (O6). Its owner enrols another after a sign-in of their own; nobody else can.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `conflict` when it had ended already
 */
export async function revokePasskey(ctx: Context, input: { id: string; reason: string }): Promise<{ left: number }> {
  const { id, reason } = parseInput(revokePasskeySchema, input);
  return refusingOnRecord(ctx, { verb: "passkeys.revoke", resource: digestOfBytes(Buffer.from(id)) }, () =>
    inSqlTransaction(async (tx) => {
      const key = await lockKey(tx, id);
      const person = key && (await teamOf(tx, key.personId));
      if (!can(ctx.actor, "passkeys.revoke", { teamId: person?.teamId ?? null })) {
        throw new CountersignError("forbidden", "This needs the role admin, for the person concerned.");
      }
      if (!key) throw notFound("passkey");
      if (!(await endKey(tx, id, { personId: ctx.actor.id, at: ctx.now }))) throw gone();
      const left = (await liveKeys(tx, key.personId)).length;
      const details = { keyDigest: digestOfBytes(Buffer.from(id)), left, name: key.name, reason };
      await recordEvent(tx, ctx, { type: "passkey.revoked", targetId: key.personId, details });
      await insertNotices(
        tx,
        [{ personId: key.personId, kind: "passkey_revoked", agentId: null, content: { name: key.name } }],
        ctx.now,
      );
      return { left };
    }),
  );
}

const gone = () => new CountersignError("conflict", "This passkey was removed already: reload to see what is left.");
