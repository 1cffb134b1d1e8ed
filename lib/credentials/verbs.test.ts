import { beforeAll, describe, expect, it } from "vitest";
import { decommissionAgent, getAgent, suspendAgent } from "@/lib/agents";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { createInstance } from "./create-instance";
import { getIdentity } from "./get-identity";
import { issueCredential } from "./issue-credential";
import { addIssuer } from "./issuers/add-issuer";
import { endIssuer } from "./issuers/end-issuer";
import { listIssuers } from "./issuers/list-issuers";
import { resumeInstance, retireInstance, stopInstance } from "./move-instance";
import { revokeCredential } from "./revoke-credential";
import { revokeCredentials } from "./revoke-credentials";
import { rotateCredential } from "./rotate-credential";
import { secretMatches } from "./secret";
import { setGateway } from "./set-gateway";
import { activeAgent, anInstance, publicKey } from "./testing/identities";

testDatabase();
beforeAll(seedOrganisation);

const NOW = new Date("2026-11-20T09:00:00Z");
const olga = contextAs("owner", { id: "per_olga" });
const cora = contextAs("compliance", { id: "per_cora" });
const ciso = contextAs("ciso", { id: "per_rita" });
const admin = contextAs("admin", { id: "per_otto" });
const stranger = contextAs("owner", { id: "per_sven", teamId: "tem_b" });
const reason = "Because the test says so.";
const key = () => ({ kind: "key" as const, jwk: publicKey() });
const secret = { kind: "secret" as const, reason };
const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type);
const credentialOf = (id: string) => db().credential.findUniqueOrThrow({ where: { id } });

/** A token of a credential that lives for ten more minutes. */
async function tokenOf(agentId: string, instanceId: string, credentialId: string): Promise<string> {
  const jti = newId("req");
  const times = { issuedAt: NOW, expiresAt: new Date(NOW.getTime() + 600_000) };
  await db().issuedToken.create({ data: { jti, agentId, instanceId, credentialId, ...times } });
  return jti;
}
const tokenEnded = async (jti: string) =>
  (await db().issuedToken.findUniqueOrThrow({ where: { jti } })).revokedAt !== null;

describe("I1 instances", () => {
  it("are set up for agents in service, under a name of their own, with an event", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const { instances } = await getIdentity(olga, agentId);
    expect(instances).toMatchObject([{ id: instanceId, state: "active", gateway: false, credentials: [] }]);
    const name = instances[0]?.name ?? "";
    await expect(createInstance(olga, { agentId, name: name.toUpperCase() })).rejects.toMatchObject({
      code: "conflict",
      issues: [{ path: "name" }],
    });
    expect(await typesOf(agentId)).toContain("agent.instance_created");
  });

  it("are refused to drafts and suspended agents, to strangers, and to those who answer for other agents", async () => {
    const agentId = await activeAgent(olga);
    await suspendAgent(olga, { id: agentId, version: (await getAgent(olga, agentId)).version, reason });
    await expect(createInstance(olga, { agentId, name: "one" })).rejects.toMatchObject({ code: "unmet" });
    await expect(createInstance(stranger, { agentId, name: "one" })).rejects.toMatchObject({ code: "not_found" });
    const sven = contextAs("owner", { id: "per_otto" });
    await expect(createInstance(sven, { agentId, name: "one" })).rejects.toMatchObject({ code: "forbidden" });
    expect((await eventsOf("per_otto")).map(({ type }) => type)).toContain("access.refused");
  });

  it("of one name: of two people at once, one gets it", async () => {
    const agentId = await activeAgent(olga);
    const tried = await Promise.allSettled([1, 2, 3].map(() => createInstance(olga, { agentId, name: "blue" })));
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("stop with their tokens, resume with their credentials, and retire with both", async () => {
    const { agentId, instanceId: id } = await anInstance(olga);
    const issued = await issueCredential(olga, { instanceId: id, material: key() });
    const first = await tokenOf(agentId, id, issued.id);
    await stopInstance(olga, { id, version: 1, reason });
    expect(await tokenEnded(first)).toBe(true);
    await expect(issueCredential(olga, { instanceId: id, material: key() })).rejects.toMatchObject({
      code: "conflict",
    });
    await resumeInstance(olga, { id, version: 2, reason });
    const second = await tokenOf(agentId, id, issued.id);
    const tried = await Promise.allSettled([
      retireInstance(olga, { id, version: 3, reason }),
      retireInstance(cora, { id, version: 3, reason }),
    ]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await tokenEnded(second)).toBe(true);
    expect(await credentialOf(issued.id)).toMatchObject({ state: "revoked" });
    await expect(resumeInstance(olga, { id, version: 4, reason })).rejects.toMatchObject({ code: "conflict" });
    const retired = (await eventsOf(agentId)).filter(({ type }) => type === "agent.instance_retired");
    expect(retired).toMatchObject([{ details: { credentials: 1, tokens: 1, reason } }]);
  });

  it("ask for others only when compliance says so", async () => {
    const { agentId, instanceId: id } = await anInstance(olga);
    await expect(setGateway(olga, { id, version: 1, gateway: true, reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    await setGateway(cora, { id, version: 1, gateway: true, reason });
    await expect(setGateway(cora, { id, version: 1, gateway: false, reason })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(setGateway(cora, { id, version: 2, gateway: true, reason })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await getIdentity(olga, agentId)).instances[0]?.gateway).toBe(true);
    await setGateway(cora, { id, version: 2, gateway: false, reason });
    expect(await typesOf(agentId)).toEqual(expect.arrayContaining(["agent.gateway_made", "agent.gateway_ended"]));
  });
});

describe("I2 issuing", () => {
  it("keeps of a key the public half and its thumbprint, and dates its rotation by tier", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const issued = await issueCredential(olga, { instanceId, material: key(), label: "Blue copy" });
    expect(issued).toEqual({ id: expect.stringMatching(/^crd_/), clientId: instanceId, secret: null });
    const kept = await credentialOf(issued.id);
    expect(kept).toMatchObject({
      kind: "key",
      strength: "own_key",
      state: "active",
      label: "Blue copy",
      secretHash: null,
    });
    expect(Object.keys(kept.publicJwk as object).sort()).toEqual(["crv", "kty", "x", "y"]);
    expect(kept.rotationDueAt).toEqual(new Date(NOW.getTime() + 90 * 86_400_000));
    expect(await typesOf(agentId)).toContain("agent.credential_issued");
  });

  it("shows a secret once and keeps its digest alone", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const { id, secret: shown } = await issueCredential(olga, { instanceId, material: secret });
    expect(shown).toMatch(/^csk_[A-Za-z0-9_-]{43}$/);
    const kept = await credentialOf(id);
    expect(secretMatches(shown ?? "", kept.secretHash ?? "")).toBe(true);
    expect(JSON.stringify([kept, await getIdentity(olga, agentId), await eventsOf(agentId)])).not.toContain(shown);
    await expect(issueCredential(olga, { instanceId, material: { kind: "secret", reason: "" } })).rejects.toMatchObject(
      { code: "invalid" },
    );
  });

  it("gives no secret to an agent of tier high", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    await db().agent.update({ where: { id: agentId }, data: { tier: "high" } });
    await expect(issueCredential(olga, { instanceId, material: secret })).rejects.toMatchObject({ code: "unmet" });
    await expect(issueCredential(olga, { instanceId, material: key() })).resolves.toBeTruthy();
    expect((await getIdentity(olga, agentId)).abilities.secret.allowed).toBe(false);
  });

  it("refuses fields that are not asked for, and private keys, and keeps nothing of them", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const wanted = { instanceId, material: { ...key(), strength: "attested" } } as never;
    await expect(issueCredential(olga, wanted)).rejects.toMatchObject({ code: "invalid" });
    const jwk = JSON.stringify({ ...JSON.parse(publicKey()), d: "AAAA" });
    await expect(issueCredential(olga, { instanceId, material: { kind: "key", jwk } })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "jwk" }],
    });
    expect((await getIdentity(olga, agentId)).instances[0]?.credentials).toEqual([]);
  });
});

describe("I1 one key, one instance", () => {
  it("refuses a key that another instance uses, records it and tells both owners", async () => {
    const jwk = publicKey();
    const first = await anInstance(olga);
    const second = await anInstance(olga);
    await db().agent.update({ where: { id: second.agentId }, data: { ownerId: "per_sven" } });
    await issueCredential(olga, { instanceId: first.instanceId, material: { kind: "key", jwk } });
    await expect(
      issueCredential(cora, { instanceId: second.instanceId, material: { kind: "key", jwk } }),
    ).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("Another running instance") });
    const shared = (await eventsOf(second.agentId)).filter(({ type }) => type === "agent.key_shared");
    expect(shared).toMatchObject([{ details: { otherAgentId: first.agentId, otherInstanceId: first.instanceId } }]);
    const told = await db().notice.findMany({ where: { kind: "key_shared" }, orderBy: { personId: "asc" } });
    expect(told.map(({ personId, agentId }) => [personId, agentId])).toEqual([
      ["per_olga", first.agentId],
      ["per_sven", second.agentId],
    ]);
  });

  it("of two instances that come with one key at once, one gets it", async () => {
    const agentId = await activeAgent(olga);
    const places = await Promise.all([1, 2, 3].map(() => anInstance(olga, agentId)));
    const jwk = publicKey();
    const tried = await Promise.allSettled(
      places.map(({ instanceId }) => issueCredential(olga, { instanceId, material: { kind: "key", jwk } })),
    );
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await typesOf(agentId)).filter((type) => type === "agent.key_shared")).toHaveLength(2);
  });

  it("keeps a key that ended dead", async () => {
    const { instanceId } = await anInstance(olga);
    const material = key();
    const { id } = await issueCredential(olga, { instanceId, material });
    await expect(issueCredential(olga, { instanceId, material })).rejects.toMatchObject({ code: "conflict" });
    await revokeCredential(olga, { id, reason });
    await expect(issueCredential(olga, { instanceId, material })).rejects.toMatchObject({
      message: expect.stringContaining("stays dead"),
    });
  });
});

describe("I4 rotation", () => {
  it("lets both live for the overlap, and of two people one rotates", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const old = await issueCredential(olga, { instanceId, material: secret });
    const tried = await Promise.allSettled([
      rotateCredential(olga, { id: old.id, version: 1, material: key() }),
      rotateCredential(cora, { id: old.id, version: 1, material: key() }),
    ]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await credentialOf(old.id)).toMatchObject({
      state: "overlap",
      overlapUntil: new Date(NOW.getTime() + 24 * 3_600_000),
    });
    const [fresh] = (await getIdentity(olga, agentId)).instances[0]?.credentials ?? [];
    expect(fresh).toMatchObject({ state: "active", strength: "own_key", replacesId: old.id });
    await expect(rotateCredential(olga, { id: old.id, version: 2, material: key() })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("without an overlap ends the old one now, with its tokens", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const old = await issueCredential(olga, { instanceId, material: key() });
    const jti = await tokenOf(agentId, instanceId, old.id);
    await rotateCredential(olga, { id: old.id, version: 1, material: key(), overlapHours: 0 });
    expect(await credentialOf(old.id)).toMatchObject({ state: "expired" });
    expect(await tokenEnded(jti)).toBe(true);
    const twoWeeks = { id: old.id, version: 2, material: key(), overlapHours: 169 };
    await expect(rotateCredential(olga, twoWeeks)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("I8 revocation", () => {
  it("ends a credential with its tokens at once, tells the decision points, and happens once", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const { id } = await issueCredential(olga, { instanceId, material: key() });
    const jti = await tokenOf(agentId, instanceId, id);
    const tried = await Promise.allSettled([
      revokeCredential(ciso, { id, reason }),
      revokeCredential(olga, { id, reason }),
    ]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await tokenEnded(jti)).toBe(true);
    const changes = await db().decisionChange.findMany({ where: { entityId: { in: [id, jti] } } });
    expect(changes.map(({ kind }) => kind).sort()).toEqual(["credential", "token"]);
    await expect(revokeCredential(admin, { id, reason })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("ends everything of an instance, or of an agent, and says when there is nothing", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    const other = await anInstance(olga, agentId);
    await issueCredential(olga, { instanceId, material: key() });
    await issueCredential(olga, { instanceId, material: key() });
    await issueCredential(olga, { instanceId: other.instanceId, material: key() });
    expect(await revokeCredentials(ciso, { agentId, instanceId, reason })).toMatchObject({ credentials: 2 });
    expect(await revokeCredentials(olga, { agentId, reason })).toMatchObject({ credentials: 1 });
    await expect(revokeCredentials(olga, { agentId, reason })).rejects.toMatchObject({ code: "conflict" });
    const elsewhere = await anInstance(olga);
    await issueCredential(olga, { instanceId: elsewhere.instanceId, material: key() });
    const mixed = { agentId, instanceId: elsewhere.instanceId, reason };
    await expect(revokeCredentials(olga, mixed)).rejects.toMatchObject({ code: "conflict" });
  });

  it("leaves a decommissioned agent nothing to be issued", async () => {
    const { agentId, instanceId } = await anInstance(olga);
    await decommissionAgent(olga, { id: agentId, version: (await getAgent(olga, agentId)).version, reason });
    await expect(issueCredential(olga, { instanceId, material: key() })).rejects.toMatchObject({ code: "unmet" });
  });
});

describe("I2 workload issuers", () => {
  const issuerOf = (name: string) => ({ name, issuer: `https://${name}.example`, audience: "countersign" });

  it("are trusted by compliance and administrators, over https, once", async () => {
    await expect(addIssuer(olga, issuerOf("refused"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(addIssuer(admin, { ...issuerOf("plain"), issuer: "http://plain.example" })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "issuer" }],
    });
    const tried = await Promise.allSettled([addIssuer(cora, issuerOf("one")), addIssuer(admin, issuerOf("one"))]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { issuers, manage } = await listIssuers(olga);
    expect(issuers.filter(({ name }) => name === "one")).toHaveLength(1);
    expect(manage.allowed).toBe(false);
  });

  it("speak for one instance with one subject", async () => {
    const { id: issuerId } = await addIssuer(cora, issuerOf("cluster"));
    const first = await anInstance(olga);
    const second = await anInstance(olga);
    const at = (subject: string) => ({ kind: "federated" as const, issuerId, subject });
    await issueCredential(olga, { instanceId: first.instanceId, material: at("system:serviceaccount:pay:*") });
    const tried = await Promise.allSettled(
      ["system:serviceaccount:pay:matcher", "system:serviceaccount:pay:m*"].map((subject) =>
        issueCredential(olga, { instanceId: second.instanceId, material: at(subject) }),
      ),
    );
    expect(tried.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const apart = await issueCredential(olga, {
      instanceId: second.instanceId,
      material: at("system:serviceaccount:care:*"),
    });
    expect(await credentialOf(apart.id)).toMatchObject({ strength: "federated", issuerId });
  });

  it("end with every credential that rests on them, and can be trusted again", async () => {
    const { id } = await addIssuer(cora, issuerOf("leaving"));
    const { agentId, instanceId } = await anInstance(olga);
    const material = { kind: "federated" as const, issuerId: id, subject: "repo:acme/agents:*" };
    const issued = await issueCredential(olga, { instanceId, material });
    const jti = await tokenOf(agentId, instanceId, issued.id);
    const tried = await Promise.allSettled([
      endIssuer(cora, { id, version: 1, reason }),
      endIssuer(admin, { id, version: 1, reason }),
    ]);
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await credentialOf(issued.id)).toMatchObject({ state: "revoked" });
    expect(await tokenEnded(jti)).toBe(true);
    expect(await typesOf(agentId)).toContain("agent.credentials_revoked");
    await expect(issueCredential(olga, { instanceId, material })).rejects.toMatchObject({ code: "invalid" });
    expect((await addIssuer(cora, issuerOf("leaving"))).id).toBe(id);
    await expect(issueCredential(olga, { instanceId, material })).resolves.toBeTruthy();
  });
});
