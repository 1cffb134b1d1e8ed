import { createHash } from "node:crypto";
import { requirePermission } from "@/lib/access";
import { readSession } from "@/lib/accounts";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { REFUSAL_SENTENCES } from "./present";
import type { SigningRefusal } from "./terms";

/** The signed-in person whose keys these are: nobody else enrols, uses or lists them under this name. */
export function requireOwner(ctx: Context): { id: string; sessionId: string } {
  requirePermission(ctx, "passkeys.manage");
  if (ctx.actor.kind !== "user") throw new CountersignError("forbidden", "This needs a signed-in person.");
  return ctx.actor;
}

/** When the caller last proved who they are. @throws CountersignError `unauthenticated` */
export async function signedInAt(ctx: Context, owner: { sessionId: string }): Promise<Date> {
  const session = await readSession(owner.sessionId, ctx.now);
  if (!session) throw new CountersignError("unauthenticated", "Your session has ended. Sign in again to go on.");
  return session.createdAt;
}

/** What the log and the table know a challenge or a key by. SHA-256, hex. */
export function digestOfBytes(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Records why a signature was refused, and gives back the error to throw. On a connection of the other pool: the caller's
 * transaction is about to be rolled back, and whoever holds a connection of one pool must not wait for a second of the same.
 */
export async function refused(
  ctx: Context,
  { why, credentialId, subject }: { why: SigningRefusal; credentialId: string; subject: string },
): Promise<CountersignError> {
  await inTransaction((tx) =>
    recordEvent(tx, ctx, {
      type: "passkey.refused",
      targetId: ctx.actor.id,
      outcome: "refused",
      details: { why, subject, keyDigest: digestOfBytes(Buffer.from(credentialId)) },
    }),
  );
  return new CountersignError("forbidden", REFUSAL_SENTENCES[why]);
}
