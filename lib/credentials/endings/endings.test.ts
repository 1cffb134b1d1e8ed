import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { issueCredential } from "../issue-credential";
import { revokeCredential } from "../revoke-credential";
import { rotateCredential } from "../rotate-credential";
import { anInstance, publicKey } from "../testing/identities";
import { proveDead } from "./prove-dead";
import { sweepCredentials } from "./sweep-credentials";

testDatabase();
beforeAll(seedOrganisation);

const NOW = new Date("2026-11-20T09:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const olga = contextAs("owner", { id: "per_olga" });
const olgaIn = (days: number) => contextAs("owner", { id: "per_olga", now: inDays(days) });
const admin = contextAs("admin", { id: "per_otto" });
const workerIn = (days: number) => systemContext("worker", { now: inDays(days) });
const reason = "Because the test says so.";
const key = () => ({ kind: "key" as const, jwk: publicKey() });
const secret = { kind: "secret" as const, reason };
const credentialOf = (id: string) => db().credential.findUniqueOrThrow({ where: { id } });
const endingsOf = async (agentId: string) =>
  (await eventsOf(agentId)).filter(({ type }) => /overdue|expired|proven/.test(type));

describe("I4 what was replaced", () => {
  it("ends when its overlap is over, with its tokens, and is shown to be dead by what the token endpoint accepts", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const old = await issueCredential(olga, { instanceId, material: key() });
    await rotateCredential(olga, { id: old.id, version: 1, material: key(), overlapHours: 24 });
    const times = { issuedAt: NOW, expiresAt: inDays(2) };
    await db().issuedToken.create({ data: { jti: "late", agentId, instanceId, credentialId: old.id, ...times } });
    expect(await sweepCredentials(workerIn(0.9))).toEqual({ told: 0, ended: 0, proven: 0 });
    const [one, other] = await Promise.all([sweepCredentials(workerIn(1)), sweepCredentials(workerIn(1))]);
    expect(one.ended + other.ended).toBe(1);
    await sweepCredentials(workerIn(1));
    expect(await credentialOf(old.id)).toMatchObject({ state: "expired", provenDeadAt: expect.any(Date) });
    expect((await db().issuedToken.findUniqueOrThrow({ where: { jti: "late" } })).revokedAt).not.toBeNull();
    expect(await endingsOf(agentId)).toMatchObject([
      { type: "agent.credential_expired", details: { cause: "overlap_over", tokens: 1 } },
      { type: "agent.credential_proven_dead", details: { way: "not_accepted", refusedAttemptAt: null } },
    ]);
  });
});

describe("I4 what nobody rotates", () => {
  it("is told of once, and ends when its grace is over", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const { id } = await issueCredential(olga, { instanceId, material: key() });
    await sweepCredentials(workerIn(89));
    expect(await endingsOf(agentId)).toEqual([]);
    await sweepCredentials(workerIn(90));
    await sweepCredentials(workerIn(91));
    const told = await db().notice.findMany({ where: { agentId, kind: "credential_overdue" } });
    expect(told.map(({ personId }) => personId)).toEqual(["per_olga"]);
    await sweepCredentials(workerIn(119));
    expect(await credentialOf(id)).toMatchObject({ state: "active" });
    await sweepCredentials(workerIn(120));
    expect(await credentialOf(id)).toMatchObject({ state: "expired", stateReason: "It was not rotated in time." });
    expect((await endingsOf(agentId)).map(({ type }) => type)).toEqual([
      "agent.credential_overdue",
      "agent.credential_expired",
      "agent.credential_proven_dead",
    ]);
    expect(await db().notice.count({ where: { agentId, kind: "credential_expired" } })).toBe(1);
  });

  it("is due sooner once the tier has risen", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    await issueCredential(olga, { instanceId, material: key() });
    await db().agent.update({ where: { id: agentId }, data: { tier: "critical" } });
    await sweepCredentials(workerIn(30));
    await sweepCredentials(workerIn(37));
    expect((await endingsOf(agentId)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(["agent.credential_overdue", "agent.credential_expired"]),
    );
  });

  it("ends with an agent that was decommissioned", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const { id } = await issueCredential(olga, { instanceId, material: key() });
    await db().agent.update({ where: { id: agentId }, data: { status: "decommissioned" } });
    await sweepCredentials(workerIn(1));
    expect(await credentialOf(id)).toMatchObject({ state: "expired", provenDeadAt: expect.any(Date) });
  });
});

describe("I4 proving that it is dead", () => {
  it("is refused while it is accepted, and to whoever may not revoke", async () => {
    const { instanceId } = await anInstance(olga);
    const { id } = await issueCredential(olga, { instanceId, material: key() });
    await expect(proveDead(olga, { id })).rejects.toMatchObject({ code: "conflict" });
    await expect(proveDead(admin, { id })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("tries a secret that somebody brings, and says so", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const { id, secret: shown } = await issueCredential(olga, { instanceId, material: secret });
    await revokeCredential(olga, { id, reason });
    await expect(proveDead(olga, { id, secret: "csk_something-else" })).rejects.toMatchObject({ code: "invalid" });
    const tried = await Promise.allSettled([1, 2].map(() => proveDead(olga, { id, secret: shown ?? "" })));
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await endingsOf(agentId)).at(-1)).toMatchObject({ details: { way: "tried" } });
  });

  it("says that a key was not tried, and when somebody was last refused with it", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const { id } = await issueCredential(olga, { instanceId, material: key() });
    await revokeCredential(olga, { id, reason });
    expect(await proveDead(olgaIn(1), { id })).toEqual({ way: "not_accepted", refusedAttemptAt: null });
    await expect(proveDead(olgaIn(2), { id })).rejects.toMatchObject({ code: "conflict" });
    await expect(proveDead(olgaIn(2), { id, secret: "csk_x" })).rejects.toMatchObject({ code: "conflict" });
    expect((await endingsOf(agentId)).at(-1)).toMatchObject({ type: "agent.credential_proven_dead" });
  });

  it("fails where a token of it still lives", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const { id } = await issueCredential(olga, { instanceId, material: key() });
    await revokeCredential(olga, { id, reason });
    const times = { issuedAt: NOW, expiresAt: inDays(1) };
    await db().issuedToken.create({ data: { jti: "alive", agentId, instanceId, credentialId: id, ...times } });
    await expect(proveDead(olga, { id })).rejects.toMatchObject({ message: expect.stringContaining("still opens") });
    expect(await credentialOf(id)).toMatchObject({ provenDeadAt: null });
  });
});
