import { db, type SqlTx, type Tx } from "@/lib/db";
import type { SetupPurpose, SignInMethod } from "./schema";

export interface Login {
  id: string;
  name: string;
  email: string;
  status: "active" | "deactivated";
  passwordHash: string | null;
}

const LOGIN = { id: true, name: true, email: true, status: true, passwordHash: true } as const;

export function findLoginByEmail(email: string): Promise<Login | null> {
  return db().person.findUnique({ where: { email }, select: LOGIN });
}

export function findLoginById(personId: string): Promise<Login | null> {
  return db().person.findUnique({ where: { id: personId }, select: LOGIN });
}

export async function findLoginByIdentity(issuer: string, subject: string): Promise<Login | null> {
  const found = await db().externalIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { person: { select: LOGIN } },
  });
  return found?.person ?? null;
}

/** Links an identity nobody holds; false when somebody does. */
export async function insertIdentity(
  tx: Tx,
  identity: { issuer: string; subject: string; personId: string; linkedAt: Date },
): Promise<boolean> {
  const { count } = await tx.externalIdentity.createMany({ data: [identity], skipDuplicates: true });
  return count === 1;
}

/**
 * Whether the person is active, read under a lock that a deactivation waits for: between this answer and the commit
 * nobody can be deactivated without the new session being seen and ended.
 */
export async function lockActivePerson(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<
    unknown[]
  >`select 1 from people where id = ${personId} and status = 'active' for share`;
  return rows.length === 1;
}

export interface NewSession {
  id: string;
  personId: string;
  method: SignInMethod;
  address: string;
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.consoleSession.create({ data: session });
}

/** Ends one live session; false when it had ended already. */
export async function revokeSession(tx: Tx, sessionId: string, now: Date): Promise<boolean> {
  const { count } = await tx.consoleSession.updateMany({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt: now },
  });
  return count === 1;
}

/** Ends every live session of a person; the count of those ended. */
export async function revokeSessionsOf(tx: Tx, personId: string, now: Date): Promise<number> {
  const { count } = await tx.consoleSession.updateMany({
    where: { personId, revokedAt: null, expiresAt: { gt: now } },
    data: { revokedAt: now },
  });
  return count;
}

export async function setPasswordHash(tx: Tx, personId: string, passwordHash: string): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { passwordHash } });
}

/** Replaces a hash of old parameters, unless somebody changed it meanwhile. */
export async function replacePasswordHash(personId: string, former: string, passwordHash: string): Promise<void> {
  await db().person.updateMany({ where: { id: personId, passwordHash: former }, data: { passwordHash } });
}

export interface LinkRow {
  id: string;
  purpose: string;
  expiresAt: Date;
  usedAt: Date | null;
  person: { id: string; name: string; email: string; status: "active" | "deactivated" } | null;
}

export function findLink(tokenHash: Buffer): Promise<LinkRow | null> {
  return db().setupLink.findUnique({
    where: { tokenHash: new Uint8Array(tokenHash) },
    select: {
      id: true,
      purpose: true,
      expiresAt: true,
      usedAt: true,
      person: { select: { id: true, name: true, email: true, status: true } },
    },
  });
}

export interface NewLink {
  id: string;
  tokenHash: Buffer;
  purpose: SetupPurpose;
  personId: string | null;
  createdAt: Date;
  expiresAt: Date;
}

export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  await tx.setupLink.create({ data: { ...link, tokenHash: new Uint8Array(link.tokenHash) } });
}

/** Uses an open link up; false when another request was first or its time is over. */
export async function spendLink(tx: Tx, linkId: string, now: Date): Promise<boolean> {
  const { count } = await tx.setupLink.updateMany({
    where: { id: linkId, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

/** Makes every open link of a person (or, with null, every first administrator's link) worthless. */
export async function withdrawLinks(tx: Tx, personId: string | null, now: Date): Promise<void> {
  await tx.setupLink.updateMany({ where: { personId, usedAt: null }, data: { usedAt: now } });
}

/** Ends every way in that a person has now, live sessions and open links; the count of the sessions ended. */
export async function endAccess(tx: SqlTx, personId: string, now: Date): Promise<number> {
  await tx.query("update setup_links set used_at = $2 where person_id = $1 and used_at is null", [personId, now]);
  const { rowCount } = await tx.query(
    "update console_sessions set revoked_at = $2 where person_id = $1 and revoked_at is null and expires_at > $2",
    [personId, now],
  );
  return rowCount ?? 0;
}
