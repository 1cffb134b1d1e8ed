import {
  type From,
  hashPassword,
  issueLink,
  requireSetupLink,
  revokeSessionsOf,
  SIGN_IN_LIMITS,
  setPasswordHash,
  spendLink,
  weaknessOf,
  withdrawLinks,
} from "@/lib/accounts";
import { recordEvent } from "@/lib/audit";
import { type Context, systemContext } from "@/lib/context";
import { inTransaction, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { spend, tooManyAttempts } from "@/lib/limits";
import { parseInput } from "@/lib/parse";
import { setupSchema } from "./schema";
import { countActiveAdmins, insertGrant, insertPerson, lockAdministrators } from "./store";

/**
 * The link for the first administrator, or null when somebody administers the installation already. Each start makes a
 * new one, for the former was shown once; all end after a day or with the first administrator.
 * @returns the whole address to open
 */
export async function ensureSetupLink(ctx: Context = systemContext("setup")): Promise<string | null> {
  if ((await countActiveAdmins()) > 0) return null;
  const { path } = await inTransaction((tx) => issueLink(tx, ctx, { purpose: "first_admin", personId: null }));
  return new URL(path, env().COUNTERSIGN_URL).href;
}

/**
 * Uses a set-up link: makes the first administrator, or gives an invited person (or one who lost the old one) a password.
 * A new password ends every session begun with the old one.
 * @returns the e-mail address to sign in with
 * @throws CountersignError `not_found`, `conflict` when the link was used by a faster request, `invalid`, `rate_limited`
 */
export async function completeSetup(ctx: Context, input: unknown, from: From): Promise<{ email: string }> {
  const spent = await spend(SIGN_IN_LIMITS.link, from.address);
  if (!spent.allowed) throw tooManyAttempts(spent);
  const { token, name, email, password } = parseInput(setupSchema, input);
  const link = await requireSetupLink(ctx, token);
  const about = { name: link.person?.name ?? name ?? "", email: link.person?.email ?? email ?? "" };
  if (!about.name) throw fieldMissing("name", "Give your name.");
  if (!about.email) throw fieldMissing("email", "Give your e-mail address.");
  const weakness = weaknessOf(password, about);
  if (weakness) throw new CountersignError("invalid", weakness, [{ path: "password", message: weakness }]);
  const passwordHash = await hashPassword(password);
  return await inTransaction(async (tx) => {
    // Before the link: the first administrator withdraws every other link, and two of them would wait for each other's.
    if (!link.person) await lockAdministrators(tx);
    if (!(await spendLink(tx, link.id, ctx.now))) {
      throw new CountersignError("conflict", "This link was used a moment ago. Sign in, or ask for a new one.");
    }
    if (link.person) await renewPassword(tx, ctx, { personId: link.person.id, purpose: link.purpose, passwordHash });
    else await makeFirstAdmin(tx, ctx, { ...about, passwordHash });
    return { email: about.email };
  });
}

async function renewPassword(
  tx: Tx,
  ctx: Context,
  { personId, purpose, passwordHash }: { personId: string; purpose: string; passwordHash: string },
): Promise<void> {
  await setPasswordHash(tx, personId, passwordHash);
  await revokeSessionsOf(tx, personId, ctx.now);
  if (purpose === "renewal") await recordEvent(tx, ctx, { type: "person.password_changed", targetId: personId });
  else await recordEvent(tx, ctx, { type: "person.set_up", targetId: personId, details: { method: "password" } });
}

async function makeFirstAdmin(
  tx: Tx,
  ctx: Context,
  { name, email, passwordHash }: { name: string; email: string; passwordHash: string },
): Promise<void> {
  if ((await countActiveAdmins(tx)) > 0) {
    throw new CountersignError("conflict", "This installation has an administrator already. Ask them to invite you.");
  }
  const id = newId("per", ctx.now);
  if (!(await insertPerson(tx, { id, name, email, title: "", teamId: null, passwordHash, createdAt: ctx.now }))) {
    throw new CountersignError("conflict", "Somebody has this e-mail address already. Use another one.");
  }
  const grantedAt = ctx.now;
  await insertGrant(tx, {
    id: newId("grt", ctx.now),
    personId: id,
    role: "admin",
    teamId: null,
    grantedById: null,
    grantedAt,
  });
  await withdrawLinks(tx, null, ctx.now);
  await recordEvent(tx, ctx, {
    type: "person.created",
    targetId: id,
    details: { method: "first set-up" },
    personal: { name, email },
  });
  await recordEvent(tx, ctx, { type: "person.role_granted", targetId: id, details: { role: "admin", teamId: null } });
}

function fieldMissing(path: string, message: string): CountersignError {
  return new CountersignError("invalid", "Some fields need your attention.", [{ path, message }]);
}
