import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { openFields } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, inTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { spend } from "@/lib/limits";
import { testDatabase } from "@/lib/testing/database";
import {
  closeSession,
  hashPassword,
  issueLink,
  readSession,
  SIGN_IN_LIMITS,
  signInAsDemo,
  signInWithIdentity,
  signInWithPassword,
} from "./index";

testDatabase();

const PASSWORD = "the kettle sings at six";
const NOW = new Date("2026-11-20T09:00:00Z");
const ctx = systemContext("sign-in", { now: NOW });
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

let person: string;
let email: string;
// Each test comes from an address of its own: the limits are real.
let from: { address: string; userAgent: string };

beforeEach(async () => {
  person = newId("per");
  email = `${person}@firm.example`;
  const passwordHash = await hashPassword(PASSWORD);
  await db().person.create({ data: { id: person, name: "Marta Nowak", email, passwordHash } });
  from = { address: `10.0.0.${person}`, userAgent: "test" };
});

const eventsOf = async (type: string) => {
  const events = await db().auditEvent.findMany({ where: { type }, orderBy: { id: "asc" } });
  const stored = await db().auditPersonal.findMany({ where: { eventId: { in: events.map(({ id }) => id) } } });
  const beside = await openFields(
    sql(),
    stored.map((one) => ({ ...one, salt: Buffer.from(one.salt) })),
  );
  return events.map((event) => ({ ...event, personal: beside.filter(({ eventId }) => eventId === event.id) }));
};
const refusalsHere = async () =>
  (await eventsOf("session.refused")).filter((event) => event.personal.some(({ value }) => value === from.address));

describe("O6 local accounts", () => {
  it("opens a session, recorded in the person's own name", async () => {
    const { sessionId } = await signInWithPassword(ctx, { email: email.toUpperCase(), password: PASSWORD }, from);
    expect(await readSession(sessionId, NOW)).toMatchObject({ id: person, grants: [] });
    const started = (await eventsOf("session.started")).find((event) => event.targetId === sessionId);
    expect(started).toMatchObject({ actorKind: "user", actorId: person, details: { method: "password" } });
  });

  it.each([
    ["a wrong password", () => ({ email, password: "something else entirely" }), "wrong password"],
    ["an unknown account", () => ({ email: "nobody@firm.example", password: PASSWORD }), "unknown account"],
    ["a password in the wrong field", () => ({ email: PASSWORD, password: "" }), "unknown account"],
  ])("refuses %s with one and the same sentence, and records why", async (_name, input, reason) => {
    await expect(signInWithPassword(ctx, input(), from)).rejects.toMatchObject({
      code: "unauthenticated",
      message: "The e-mail address or the password is not right.",
    });
    const refusals = await refusalsHere();
    expect(refusals.map(({ outcome, details }) => [outcome, details])).toMatchObject([["refused", { reason }]]);
    expect(JSON.stringify(refusals.map(({ personal }) => personal))).not.toContain(PASSWORD);
  });

  it("refuses a deactivated person the right password", async () => {
    await db().person.update({ where: { id: person }, data: { status: "deactivated" } });
    await expect(signInWithPassword(ctx, { email, password: PASSWORD }, from)).rejects.toThrow("is not right");
  });

  it("stops guessing at one account after ten attempts and records that once, even for the right password", async () => {
    const guess = () => signInWithPassword(ctx, { email, password: "a wrong guess at it" }, from).catch((e) => e.code);
    const codes = await Promise.all(Array.from({ length: 13 }, guess));
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(10);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(3);
    await expect(signInWithPassword(ctx, { email, password: PASSWORD }, from)).rejects.toMatchObject({
      code: "rate_limited",
    });
    const reasons = (await refusalsHere()).map(({ details }) => (details as { reason: string }).reason);
    expect(reasons.filter((reason) => reason === "too many attempts")).toHaveLength(1);
  });

  it("lets nobody keep the holder of an account out by guessing at it from elsewhere", async () => {
    const stranger = { ...from, address: `${from.address}.elsewhere` };
    for (let guess = 0; guess < 12; guess++) {
      await signInWithPassword(ctx, { email, password: "a wrong guess at it" }, stranger).catch(() => {});
    }
    await expect(signInWithPassword(ctx, { email, password: "another" }, stranger)).rejects.toThrow("Too many");
    expect(await signInWithPassword(ctx, { email, password: PASSWORD }, from)).toHaveProperty("sessionId");
  });

  it("stops guessing at one account from many addresses after a hundred attempts", async () => {
    for (let guess = 0; guess < SIGN_IN_LIMITS.account.attempts; guess++) await spend(SIGN_IN_LIMITS.account, email);
    await expect(signInWithPassword(ctx, { email, password: PASSWORD }, from)).rejects.toMatchObject({
      code: "rate_limited",
    });
  });

  it("takes no attempt from an account when the address has none left", async () => {
    for (let guess = 0; guess < SIGN_IN_LIMITS.address.attempts; guess++)
      await spend(SIGN_IN_LIMITS.address, from.address);
    for (let guess = 0; guess < 3; guess++) {
      await expect(signInWithPassword(ctx, { email, password: PASSWORD }, from)).rejects.toThrow("Too many");
    }
    // A hundred are left: the refused attempts of that address took none.
    for (let guess = 1; guess < SIGN_IN_LIMITS.account.attempts; guess++) await spend(SIGN_IN_LIMITS.account, email);
    expect(await spend(SIGN_IN_LIMITS.account, email)).toMatchObject({ allowed: true });
  });

  it("rehashes a password of older parameters at the next sign-in", async () => {
    const { argon2Sync } = await import("node:crypto");
    const nonce = Buffer.alloc(16, 7);
    const weak = { message: Buffer.from(PASSWORD), nonce, memory: 1024, passes: 1, parallelism: 1, tagLength: 32 };
    const tag = argon2Sync("argon2id", weak).toString("base64").replace(/=+$/, "");
    const passwordHash = `$argon2id$v=19$m=1024,t=1,p=1$${nonce.toString("base64").replace(/=+$/, "")}$${tag}`;
    await db().person.update({ where: { id: person }, data: { passwordHash } });
    await signInWithPassword(ctx, { email, password: PASSWORD }, from);
    const stored = await db().person.findUniqueOrThrow({ where: { id: person } });
    expect(stored.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await signInWithPassword(ctx, { email, password: PASSWORD }, from);
  });
});

describe("O6 sessions end at once", () => {
  const signIn = () => signInWithPassword(ctx, { email, password: PASSWORD }, from);

  it("ends when closed, once", async () => {
    const { sessionId } = await signIn();
    const close = () => closeSession(ctx, { sessionId, reason: "signed out" });
    const ends = await Promise.all([close(), close()]);
    expect(ends.filter(({ ended }) => ended)).toHaveLength(1);
    expect(await readSession(sessionId, NOW)).toBeNull();
  });

  it("ends when the person is deactivated by whatever means", async () => {
    const { sessionId } = await signIn();
    await db().person.update({ where: { id: person }, data: { status: "deactivated" } });
    expect(await readSession(sessionId, NOW)).toBeNull();
  });

  it("ends after an hour without use and after eight hours with it", async () => {
    const { sessionId } = await signIn();
    expect(await readSession(sessionId, later(59))).not.toBeNull();
    expect(await readSession(sessionId, later(118))).not.toBeNull();
    expect(await readSession(sessionId, later(179))).toBeNull();
    const busy = await signIn();
    for (let minute = 30; minute < 480; minute += 30) {
      expect(await readSession(busy.sessionId, later(minute))).not.toBeNull();
    }
    expect(await readSession(busy.sessionId, later(480))).toBeNull();
  });

  it("shows the roles of this moment", async () => {
    const { sessionId } = await signIn();
    await db().roleGrant.create({ data: { id: newId("grt"), personId: person, role: "ciso" } });
    expect((await readSession(sessionId, NOW))?.grants).toMatchObject([{ role: "ciso", teamId: null }]);
    await db().roleGrant.deleteMany({ where: { personId: person } });
    expect((await readSession(sessionId, NOW))?.grants).toEqual([]);
  });
});

describe("O6 external identities", () => {
  const issuer = "https://id.example";
  const tokenOf = async (personId: string) => {
    const link = await inTransaction((tx) => issueLink(tx, ctx, { purpose: "invitation", personId }));
    return link.path.replace("/setup/", "");
  };
  const signIn = (subject: string, setupToken: string | null) =>
    signInWithIdentity(ctx, { identity: { issuer, subject, email }, setupToken }, from);

  it("never finds an account by the e-mail address a provider vouches for", async () => {
    await expect(signIn(newId("per"), null)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await db().externalIdentity.count({ where: { personId: person } })).toBe(0);
    expect((await refusalsHere()).map(({ details }) => details)).toMatchObject([{ reason: "identity of nobody here" }]);
  });

  it("is linked by a set-up link, and signs in without one from then on", async () => {
    const subject = newId("per");
    await signIn(subject, await tokenOf(person));
    const { sessionId } = await signIn(subject, null);
    expect(await readSession(sessionId, NOW)).toMatchObject({ id: person });
  });

  it("keeps only the hash of a link, which works once even for two at the same time", async () => {
    const token = await tokenOf(person);
    const row = await db().setupLink.findFirstOrThrow({ where: { personId: person } });
    expect(Buffer.from(row.tokenHash).equals(createHash("sha256").update(token).digest())).toBe(true);
    const answers = await Promise.allSettled([signIn(newId("per"), token), signIn(newId("per"), token)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db().externalIdentity.count({ where: { personId: person } })).toBe(1);
  });

  it("refuses an identity that another person holds, and leaves the link unused", async () => {
    const subject = newId("per");
    await signIn(subject, await tokenOf(person));
    const other = newId("per");
    await db().person.create({ data: { id: other, name: "Other", email: `${other}@firm.example` } });
    const token = await tokenOf(other);
    await expect(signIn(subject, token)).rejects.toMatchObject({ code: "conflict" });
    expect(await db().setupLink.count({ where: { personId: other, usedAt: null } })).toBe(1);
  });

  it("refuses an expired link", async () => {
    const token = await tokenOf(person);
    const tomorrow = systemContext("sign-in", { now: later(24 * 60) });
    const identity = { issuer, subject: newId("per"), email };
    await expect(signInWithIdentity(tomorrow, { identity, setupToken: token }, from)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("O6 demo people", () => {
  it("are nobody where the installation is no demo", async () => {
    const given = { personId: person, host: "localhost:3000", offered: [person] };
    await expect(signInAsDemo(ctx, given, from)).rejects.toMatchObject({ code: "forbidden" });
    expect(await db().consoleSession.count({ where: { personId: person } })).toBe(0);
  });
});
