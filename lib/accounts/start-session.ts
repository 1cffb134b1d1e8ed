import { recordEvent } from "@/lib/audit";
import { type Context, contextFor } from "@/lib/context";
import { inTransaction, type Tx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { SESSION_SECONDS } from "./rules";
import type { SignInMethod } from "./schema";
import { insertSession, lockActivePerson } from "./store";

export interface SessionStart {
  personId: string;
  method: SignInMethod;
  address: string;
  userAgent: string;
}

/**
 * Opens a session for a person whose proof was checked by the caller, recorded in the person's own name (O6).
 * @throws CountersignError `unauthenticated` when the person was deactivated meanwhile
 */
export function startSession(ctx: Context, start: SessionStart): Promise<{ sessionId: string }> {
  return inTransaction((tx) => startSessionIn(tx, ctx, start));
}

/** The same inside a transaction that does something else as well (a link used up, an identity linked). */
export async function startSessionIn(tx: Tx, ctx: Context, start: SessionStart): Promise<{ sessionId: string }> {
  const { now, requestId, correlationId } = ctx;
  const { personId, method, address, userAgent } = start;
  if (!(await lockActivePerson(tx, personId))) throw refusedSignIn();
  const sessionId = newId("ses", now);
  const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000);
  await insertSession(tx, {
    id: sessionId,
    personId,
    method,
    address,
    userAgent,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
  });
  const own = contextFor({ kind: "user", id: personId, sessionId, grants: [] }, { now, requestId, correlationId });
  await recordEvent(tx, own, {
    type: "session.started",
    targetId: sessionId,
    details: { method },
    personal: { address, userAgent },
  });
  return { sessionId };
}

/** One sentence for every wrong sign-in: it does not tell whether the account exists. */
export function refusedSignIn(): CountersignError {
  return new CountersignError("unauthenticated", "The e-mail address or the password is not right.");
}
