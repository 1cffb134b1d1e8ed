import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { recordRefusal } from "./refusal";
import { requireSetupLink } from "./setup-link";
import type { From } from "./sign-in-with-password";
import { startSession, startSessionIn } from "./start-session";
import { findLoginByIdentity, insertIdentity, spendLink } from "./store";

/** What the provider's signed ID token said. The e-mail is for the record alone: it never finds an account. */
export interface Identity {
  issuer: string;
  subject: string;
  email: string;
}

/**
 * Signs the holder of an external identity in (O6). The identity is (issuer, subject); it becomes a person's only when
 * that person follows a set-up link while signing in.
 * @param setupToken the token of the link that was opened in this browser before, if any
 * @throws CountersignError `unauthenticated` when nobody holds the identity, `conflict` when another person does
 */
export async function signInWithIdentity(
  ctx: Context,
  { identity, setupToken }: { identity: Identity; setupToken: string | null },
  from: From,
): Promise<{ sessionId: string }> {
  const login = await findLoginByIdentity(identity.issuer, identity.subject);
  const refuse = (reason: string, personId?: string) =>
    recordRefusal(ctx, { method: "oidc", reason, personId, email: identity.email, address: from.address });
  if (setupToken) return await linkAndSignIn(ctx, { identity, setupToken, heldBy: login?.id ?? null }, from);
  if (!login) {
    await refuse("identity of nobody here");
    throw new CountersignError("unauthenticated", "Nobody here has this identity. Ask an administrator to invite you.");
  }
  if (login.status !== "active") {
    await refuse("deactivated", login.id);
    throw new CountersignError("unauthenticated", "This account is deactivated. Ask an administrator.");
  }
  return await startSession(ctx, { personId: login.id, method: "oidc", ...from });
}

async function linkAndSignIn(
  ctx: Context,
  given: { identity: Identity; setupToken: string; heldBy: string | null },
  from: From,
): Promise<{ sessionId: string }> {
  const { identity, setupToken, heldBy } = given;
  const link = await requireSetupLink(ctx, setupToken);
  if (!link.person) {
    throw new CountersignError("invalid", "The first administrator sets a password; single sign-on is linked later.");
  }
  const person = link.person;
  if (heldBy !== null && heldBy !== person.id) {
    throw new CountersignError(
      "conflict",
      "This identity belongs to another account. Sign in there, or use another one.",
    );
  }
  return await inTransaction(async (tx) => {
    if (!(await spendLink(tx, link.id, ctx.now))) {
      throw new CountersignError("conflict", "This link was used a moment ago. Ask for a new one.");
    }
    const { issuer, subject } = identity;
    if (heldBy === null) {
      if (!(await insertIdentity(tx, { issuer, subject, personId: person.id, linkedAt: ctx.now }))) {
        throw new CountersignError("conflict", "This identity was linked to another account a moment ago.");
      }
      await recordEvent(tx, ctx, {
        type: "person.identity_linked",
        targetId: person.id,
        details: { issuer },
        personal: { subject },
      });
    }
    await recordEvent(tx, ctx, { type: "person.set_up", targetId: person.id, details: { method: "oidc" } });
    return await startSessionIn(tx, ctx, { personId: person.id, method: "oidc", ...from });
  });
}
