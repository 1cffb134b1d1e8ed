import { createHash } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { beforeAll, describe, expect, test } from "vitest";
import { contextFor } from "@/lib/context";
import { flushUses, verifyAccessToken } from "@/lib/credentials";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { giveCredential, giveKey, type Instance, instanceOf, keyPair, type Pair } from "@/lib/testing/instances";
import { ASSERTION_TYPE, ask, assertionOf, machinesDoor, proofOf } from "./testing/door";

const { origin } = machinesDoor();
const tokenUrl = () => `${origin()}/oauth/token`;
const insecure = { [oauth.allowInsecureRequests]: true } as const;
const ctx = (now?: Date) => contextFor({ kind: "system", id: "test" }, now ? { now } : {});
const shown = (authorization: string, dpop?: string) =>
  verifyAccessToken(ctx(), { authorization, dpop, method: "POST", url: `${origin()}/x` });
const digest = (text: string) => createHash("sha256").update(text).digest("base64url");

let secrets = 0;
async function giveSecret(of: Instance): Promise<string> {
  secrets += 1;
  const secret = `csk_${String(secrets).padStart(43, "a")}`;
  await giveCredential(of, { kind: "secret", strength: "secret", secretHash: digest(secret) });
  return secret;
}

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

/** An access token got with a key, over plain HTTP. */
async function tokenFor(of: Instance, pair: Pair, params: Record<string, string> = {}, dpop?: string) {
  const assertion = await assertionOf(pair, of.instanceId, origin());
  const means = { client_assertion: assertion, client_assertion_type: ASSERTION_TYPE };
  return ask(tokenUrl(), { grant_type: "client_credentials", ...means, ...params }, dpop ? { dpop } : {});
}

async function keyed(over: Parameters<typeof instanceOf>[0] = {}, alg: Pair["alg"] = "ES256") {
  const of = await instanceOf(over);
  const pair = await keyPair(alg);
  return { of, pair, credentialId: await giveKey(of, pair) };
}

beforeAll(async () => {
  await db().person.create({
    data: { id: "per_olga", email: "olga@example.test", name: "Olga Test", status: "active" },
  });
});

async function server(): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(origin());
  return oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure }),
  );
}

async function asCryptoKey({ alg, privateKey }: Pair): Promise<CryptoKey> {
  const algorithm = {
    ES256: { name: "ECDSA", namedCurve: "P-256" },
    EdDSA: { name: "Ed25519" },
    PS256: { name: "RSA-PSS", hash: "SHA-256" },
    RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  }[alg] as never;
  return privateKey.toCryptoKey(algorithm, true, ["sign"]) as unknown as CryptoKey;
}

describe("I2 I3 an agent gets a token with its own key", () => {
  test.each(["ES256", "EdDSA", "PS256", "RS256"] as const)("%s, asked for by oauth4webapi", async (alg) => {
    const { of, pair, credentialId } = await keyed({}, alg);
    const as = await server();
    const key = { key: await asCryptoKey(pair), kid: pair.thumbprint };
    const me = { client_id: of.instanceId };
    const response = await oauth.clientCredentialsGrantRequest(
      as,
      me,
      oauth.PrivateKeyJwt(key),
      new URLSearchParams(),
      insecure,
    );
    const answer = await oauth.processClientCredentialsResponse(as, me, response);
    expect(answer).toMatchObject({ token_type: "bearer", scope: "decide" });
    expect(answer.expires_in).toBeGreaterThan(590);
    expect(answer.expires_in).toBeLessThanOrEqual(600);

    const keys = createRemoteJWKSet(new URL(as.jwks_uri ?? ""));
    const { payload, protectedHeader } = await jwtVerify(answer.access_token, keys, {
      issuer: origin(),
      audience: origin(),
      typ: "at+jwt",
    });
    expect(protectedHeader.alg).toBe("EdDSA");
    expect(payload).toMatchObject({
      sub: of.agentId,
      client_id: of.instanceId,
      agent_instance: of.instanceId,
      environment: "production",
      tier: "low",
      version: "f".repeat(64),
    });
    expect(await shown(`Bearer ${answer.access_token}`)).toMatchObject({
      ...of,
      credentialId,
      strength: "own_key",
      chain: [],
      personId: null,
    });
    const event = await db().auditEvent.findFirstOrThrow({
      where: { type: "token.issued", targetId: payload.jti ?? "" },
    });
    expect(event).toMatchObject({ actorKind: "agent", actorId: of.agentId, agentId: of.agentId });
    await flushUses();
    expect(await db().credential.findUniqueOrThrow({ where: { id: credentialId } })).toMatchObject({
      lastUsedAt: expect.any(Date),
      lastUsedFrom: "127.0.0.1",
    });
  });

  test("discovered and asked for by openid-client, then introspected and revoked", async () => {
    const { of, pair } = await keyed();
    const key = { key: await asCryptoKey(pair), kid: pair.thumbprint };
    const config = await client.discovery(new URL(origin()), of.instanceId, undefined, client.PrivateKeyJwt(key), {
      algorithm: "oauth2",
      execute: [client.allowInsecureRequests],
    });
    const { access_token } = await client.clientCredentialsGrant(config);
    expect(await client.tokenIntrospection(config, access_token)).toMatchObject({
      active: true,
      client_id: of.instanceId,
      sub: of.agentId,
      scope: "decide",
    });
    await client.tokenRevocation(config, access_token);
    expect(await client.tokenIntrospection(config, access_token)).toEqual({ active: false });
    await expect(shown(`Bearer ${access_token}`)).rejects.toMatchObject({ error: "invalid_token", reason: "revoked" });
    const jti = decodeJwt(access_token).jti ?? "";
    expect(await db().auditEvent.count({ where: { type: "token.revoked", targetId: jti } })).toBe(1);
  });

  test.each([
    ["low", 600],
    ["moderate", 600],
    ["high", 300],
    ["critical", 120],
  ] as const)("of tier %s for %i seconds at most", async (tier, seconds) => {
    const { of, pair } = await keyed({ tier });
    const proof = await proofOf(pair, { url: tokenUrl() });
    const { body } = await tokenFor(of, pair, {}, proof);
    expect(body.expires_in).toBeLessThanOrEqual(seconds);
    expect(body.expires_in).toBeGreaterThan(seconds - 10);
  });

  test("a rotated key is accepted while both live, and each token says which of them it was", async () => {
    const { of, pair } = await keyed();
    await db().credential.updateMany({
      where: { instanceId: of.instanceId },
      data: { state: "overlap", overlapUntil: new Date(Date.now() + 60_000) },
    });
    const next = await keyPair("ES256");
    const nextId = await giveKey(of, next);
    for (const [key, id] of [
      [pair, undefined],
      [next, nextId],
    ] as const) {
      const assertion = await assertionOf(key, of.instanceId, origin(), { header: { kid: undefined as never } });
      const means = { client_assertion: assertion, client_assertion_type: ASSERTION_TYPE };
      const { body } = await ask(tokenUrl(), { grant_type: "client_credentials", ...means });
      const caller = await shown(`Bearer ${body.access_token}`);
      if (id) expect(caller.credentialId).toBe(id);
      else expect(caller.credentialId).not.toBe(nextId);
    }
    await db().credential.updateMany({ where: { state: "overlap" }, data: { overlapUntil: new Date(Date.now() - 1) } });
    const { status, body } = await tokenFor(of, pair);
    expect([status, body.error]).toEqual([401, "invalid_client"]);
    const refused = await lastRefusal(of.instanceId);
    expect(refused).toMatchObject({ reason: "credential_ended" });
  });
});

async function lastRefusal(instanceId: string) {
  const event = await db().auditEvent.findFirst({
    where: { type: "token.refused", targetId: instanceId },
    orderBy: { id: "desc" },
  });
  return event?.details as Record<string, unknown> | undefined;
}

describe("I2 a secret is possible and graded weak", () => {
  test.each(["basic", "post"])("client_secret_%s", async (way) => {
    const of = await instanceOf();
    const secret = await giveSecret(of);
    const params = { grant_type: "client_credentials" };
    const { status, body } =
      way === "basic"
        ? await ask(tokenUrl(), params, basic(of.instanceId, secret))
        : await ask(tokenUrl(), { ...params, client_id: of.instanceId, client_secret: secret });
    expect(status).toBe(200);
    expect(await shown(`Bearer ${body.access_token}`)).toMatchObject({ strength: "secret" });
  });

  test("with a key and a secret at once, either proves the instance", async () => {
    const { of, pair } = await keyed();
    const secret = await giveSecret(of);
    expect((await tokenFor(of, pair)).status).toBe(200);
    expect((await ask(tokenUrl(), { grant_type: "client_credentials" }, basic(of.instanceId, secret))).status).toBe(
      200,
    );
  });

  test("a wrong one, an ended one and one of another instance are refused and recorded", async () => {
    const of = await instanceOf();
    const secret = await giveSecret(of);
    const other = await instanceOf();
    await giveSecret(other);
    for (const [id, given, reason] of [
      [of.instanceId, `${secret}x`, "secret_wrong"],
      [other.instanceId, secret, "secret_wrong"],
      [of.instanceId, secret, "credential_ended"],
    ] as const) {
      if (reason === "credential_ended")
        await db().credential.updateMany({ where: { instanceId: id }, data: { state: "revoked" } });
      const { status, body, headers } = await ask(tokenUrl(), { grant_type: "client_credentials" }, basic(id, given));
      expect([status, body.error]).toEqual([401, "invalid_client"]);
      expect(headers.get("www-authenticate")).toContain("Basic");
      await expect.poll(() => lastRefusal(id)).toMatchObject({ reason });
    }
  });
});

describe("I3 tokens bound to a key (DPoP)", () => {
  test("oauth4webapi gets one for an agent of tier high; it is refused without its proof", async () => {
    const { of, pair } = await keyed({ tier: "high" });
    const as = await server();
    const me = { client_id: of.instanceId };
    const pop = await oauth.generateKeyPair("ES256");
    const key = { key: await asCryptoKey(pair), kid: pair.thumbprint };
    const DPoP = oauth.DPoP({}, pop);
    const response = await oauth.clientCredentialsGrantRequest(
      as,
      me,
      oauth.PrivateKeyJwt(key),
      new URLSearchParams(),
      {
        DPoP,
        ...insecure,
      },
    );
    const { access_token, token_type } = await oauth.processClientCredentialsResponse(as, me, response);
    expect(token_type).toBe("dpop");
    expect(decodeJwt(access_token)).toMatchObject({ cnf: { jkt: expect.any(String) } });
    await expect(shown(`Bearer ${access_token}`)).rejects.toMatchObject({ reason: "proof_missing" });
    await expect(shown(`DPoP ${access_token}`)).rejects.toMatchObject({ reason: "proof_missing" });
  });

  test("no token of tier high or critical comes without a proof", async () => {
    for (const tier of ["high", "critical"] as const) {
      const { of, pair } = await keyed({ tier });
      const { status, body } = await tokenFor(of, pair);
      expect([status, body.error]).toEqual([400, "invalid_dpop_proof"]);
      await expect.poll(() => lastRefusal(of.instanceId)).toMatchObject({ reason: "proof_missing" });
    }
  });

  test("at use every proof counts: for this request, this token, this key, once", async () => {
    const { of, pair } = await keyed();
    const { body } = await tokenFor(of, pair, {}, await proofOf(pair, { url: tokenUrl() }));
    const token = String(body.access_token);
    const url = `${origin()}/x`;
    const ath = digest(token);
    const good = await proofOf(pair, { url, ath });
    expect(await shown(`DPoP ${token}`, good)).toMatchObject({ boundTo: pair.thumbprint });
    const now = Math.floor(Date.now() / 1000);
    const bad: [string, string | undefined][] = [
      ["proof_replayed", good],
      ["proof_missing", undefined],
      ["proof_htm", await proofOf(pair, { url, ath, method: "GET" })],
      ["proof_htu", await proofOf(pair, { url: `${origin()}/y`, ath })],
      ["proof_htu", await proofOf(pair, { url: "https://elsewhere.test/x", ath })],
      ["proof_ath", await proofOf(pair, { url })],
      ["proof_ath", await proofOf(pair, { url, ath: digest("another token") })],
      ["proof_iat", await proofOf(pair, { url, ath }, { claims: { iat: now - 120 } })],
      ["proof_iat", await proofOf(pair, { url, ath }, { claims: { iat: now + 120 } })],
      ["proof_typ", await proofOf(pair, { url, ath }, { header: { typ: "JWT" } })],
      ["proof_key", await proofOf(pair, { url, ath }, { header: { jwk: pair.privateKey.export({ format: "jwk" }) } })],
      ["proof_signature", await proofOf({ ...(await keyPair()), jwk: pair.jwk }, { url, ath })],
      ["proof_other_key", await proofOf(await keyPair(), { url, ath })],
    ];
    for (const [reason, proof] of bad) {
      await expect(shown(`DPoP ${token}`, proof), reason).rejects.toMatchObject({ reason });
    }
    await expect(shown(`Bearer ${token}`, await proofOf(pair, { url, ath }))).rejects.toMatchObject({
      reason: "proof_missing",
    });
  });

  test("a key that another instance proves itself with is refused, recorded and told (I1)", async () => {
    const { of: victim, pair: copied } = await keyed({ ownerId: "per_olga" });
    const { of, pair } = await keyed();
    const { status, body } = await tokenFor(of, pair, {}, await proofOf(copied, { url: tokenUrl() }));
    expect([status, body.error]).toEqual([400, "invalid_dpop_proof"]);
    expect(await db().auditEvent.count({ where: { type: "agent.key_shared", agentId: of.agentId } })).toBe(1);
    const notices = await db().notice.findMany({ where: { personId: "per_olga", kind: "key_shared" } });
    expect(notices.map(({ agentId }) => agentId)).toContain(victim.agentId);

    // The same as its client assertion, and as the key of tokens that live.
    const assertion = await assertionOf(copied, of.instanceId, origin());
    const means = { client_assertion: assertion, client_assertion_type: ASSERTION_TYPE };
    expect((await ask(tokenUrl(), { grant_type: "client_credentials", ...means })).body.error).toBe("invalid_client");
    await expect.poll(() => lastRefusal(of.instanceId)).toMatchObject({ reason: "key_shared" });
    const pop = await keyPair();
    expect((await tokenFor(victim, copied, {}, await proofOf(pop, { url: tokenUrl() }))).status).toBe(200);
    expect((await tokenFor(of, pair, {}, await proofOf(pop, { url: tokenUrl() }))).body.error).toBe(
      "invalid_dpop_proof",
    );
  });
});

describe("I5 handing work on (token exchange)", () => {
  const exchange = { grant_type: "urn:ietf:params:oauth:grant-type:token-exchange" };
  const ACCESS = "urn:ietf:params:oauth:token-type:access_token";
  const handOn = (of: Instance, pair: Pair, subject: unknown, more: Record<string, string> = {}) =>
    tokenFor(of, pair, { ...exchange, subject_token: String(subject), subject_token_type: ACCESS, ...more });

  test("openid-client exchanges; act nests, scope narrows, and it ends with what it came from", async () => {
    const first = await keyed();
    const second = await keyed();
    const third = await keyed();
    const began = await tokenFor(first.of, first.pair, { scope: "decide delegate" });
    const key = { key: await asCryptoKey(second.pair), kid: second.pair.thumbprint };
    const config = await client.discovery(
      new URL(origin()),
      second.of.instanceId,
      undefined,
      client.PrivateKeyJwt(key),
      {
        algorithm: "oauth2",
        execute: [client.allowInsecureRequests],
      },
    );
    const handed = await client.genericGrantRequest(config, exchange.grant_type, {
      subject_token: String(began.body.access_token),
      subject_token_type: ACCESS,
      scope: "decide delegate",
    });
    expect(handed.issued_token_type).toBe(ACCESS);
    const last = await handOn(third.of, third.pair, handed.access_token);
    expect(last.status).toBe(200);
    const claims = decodeJwt(String(last.body.access_token));
    expect(claims).toMatchObject({
      sub: first.of.agentId,
      act: { sub: third.of.agentId, act: { sub: second.of.agentId } },
      client_id: third.of.instanceId,
      scope: "decide",
    });
    expect(claims.exp).toBeLessThanOrEqual(decodeJwt(String(began.body.access_token)).exp ?? 0);
    expect(await shown(`Bearer ${last.body.access_token}`)).toMatchObject({
      agentId: third.of.agentId,
      chain: [second.of.agentId, first.of.agentId],
    });

    // What the last one holds may not be handed on: scope only narrows.
    expect((await handOn(second.of, second.pair, last.body.access_token)).body.error).toBe("invalid_request");
    await ask(`${origin()}/oauth/revoke`, {
      token: String(began.body.access_token),
      client_assertion: await assertionOf(first.pair, first.of.instanceId, origin()),
      client_assertion_type: ASSERTION_TYPE,
    });
    await expect(shown(`Bearer ${last.body.access_token}`)).rejects.toMatchObject({ reason: "revoked" });
  });

  test("a wider scope, a circle and a suspended giver are refused", async () => {
    const [a, b] = [await keyed(), await keyed()];
    const held = (await tokenFor(a.of, a.pair, { scope: "delegate" })).body.access_token;
    expect((await handOn(b.of, b.pair, held, { scope: "decide" })).body.error).toBe("invalid_scope");
    const both = (await tokenFor(a.of, a.pair, { scope: "decide delegate" })).body.access_token;
    const handed = (await handOn(b.of, b.pair, both, { scope: "decide delegate" })).body.access_token;
    expect((await handOn(a.of, a.pair, handed)).body.error).toBe("invalid_request");
    expect((await handOn(a.of, a.pair, both)).body.error).toBe("invalid_request");
    await db().agent.update({ where: { id: a.of.agentId }, data: { status: "suspended" } });
    await expect(shown(`Bearer ${handed}`)).rejects.toMatchObject({ reason: "chain_broken" });
    expect((await handOn(b.of, b.pair, both)).body.error).toBe("invalid_request");
  });

  test("five hands at most", async () => {
    let token = "";
    for (let hands = 1; hands <= 6; hands++) {
      const { of, pair } = await keyed();
      const scope = { scope: "decide delegate" };
      const answer = token ? await handOn(of, pair, token, scope) : await tokenFor(of, pair, scope);
      expect(answer.status, `hand ${hands}`).toBe(hands <= 5 ? 200 : 400);
      token = String(answer.body.access_token);
    }
  });
});

describe("I8 revocation works at once", () => {
  test.each([
    [
      "the agent is suspended",
      (of: Instance) => db().agent.update({ where: { id: of.agentId }, data: { status: "suspended" } }),
    ],
    [
      "the instance is stopped",
      (of: Instance) => db().agentInstance.update({ where: { id: of.instanceId }, data: { state: "stopped" } }),
    ],
    [
      "the credential is revoked",
      (of: Instance) =>
        db().credential.updateMany({ where: { instanceId: of.instanceId }, data: { state: "revoked" } }),
    ],
    ["a kill switch covers its agent", (of: Instance) => throwSwitch("agent", of.agentId)],
    [
      "a kill switch covers its provider",
      (of: Instance) => nameProvider(of, "Northwind").then(() => throwSwitch("provider", "northwind")),
    ],
    ["a kill switch covers its owner", (of: Instance) => owned(of).then(() => throwSwitch("owner", "per_olga"))],
  ])("when %s: no token is good, none is issued", async (_name, end) => {
    const { of, pair } = await keyed();
    const { body } = await tokenFor(of, pair);
    const authorization = `Bearer ${body.access_token}`;
    expect((await shown(authorization)).agentId).toBe(of.agentId);
    await end(of);
    await expect(shown(authorization)).rejects.toMatchObject({ error: "invalid_token" });
    const again = await tokenFor(of, pair);
    expect(["unauthorized_client", "invalid_client"]).toContain(again.body.error);
    const gateway = await keyed();
    await db().agentInstance.update({ where: { id: gateway.of.instanceId }, data: { enforcesForOthers: true } });
    const asked = await ask(`${origin()}/oauth/introspect`, {
      token: String(body.access_token),
      client_assertion: await assertionOf(gateway.pair, gateway.of.instanceId, origin()),
      client_assertion_type: ASSERTION_TYPE,
    });
    expect(asked.body).toEqual({ active: false });
    await db().killSwitch.updateMany({ data: { state: "lifted", thrownAt: new Date(0) } });
  });

  test("a token from before a kill stays dead when the switch is lifted; a drill stops nothing", async () => {
    const { of, pair } = await keyed();
    const { body } = await tokenFor(of, pair);
    await throwSwitch("agent", of.agentId, true);
    expect((await shown(`Bearer ${body.access_token}`)).agentId).toBe(of.agentId);
    await throwSwitch("agent", of.agentId);
    await db().killSwitch.updateMany({ where: { target: of.agentId }, data: { state: "lifted" } });
    await expect(shown(`Bearer ${body.access_token}`)).rejects.toMatchObject({ reason: "killed" });
    const fresh = await tokenFor(of, pair);
    expect((await shown(`Bearer ${fresh.body.access_token}`)).agentId).toBe(of.agentId);
  });

  test("a live snapshot is asked instead of the database, and may only take away", async () => {
    const { of, pair } = await keyed();
    const { body } = await tokenFor(of, pair);
    const input = { authorization: `Bearer ${body.access_token}`, dpop: undefined, method: "GET", url: origin() };
    await verifyAccessToken(ctx(), input);
    await expect(verifyAccessToken(ctx(), input, { isRevoked: () => true })).rejects.toMatchObject({
      reason: "revoked",
    });
    await db().issuedToken.updateMany({ where: { agentId: of.agentId }, data: { revokedAt: new Date() } });
    await expect(verifyAccessToken(ctx(), input, { isRevoked: () => false })).rejects.toMatchObject({
      reason: "revoked",
    });
  });
});

let epoch = 0n;
async function throwSwitch(targetKind: string, target: string, drill = false): Promise<void> {
  epoch += 1n;
  await db().killSwitch.create({
    data: { id: newId("kil"), epoch, targetKind, target, reason: "test", drill, thrownAt: new Date() },
  });
}
const nameProvider = (of: Instance, provider: string) =>
  db().agent.update({ where: { id: of.agentId }, data: { provider } });
const owned = (of: Instance) => db().agent.update({ where: { id: of.agentId }, data: { ownerId: "per_olga" } });

describe("I3 what a token is for", () => {
  test("an MCP server of the agent may be asked for; such a token is not good at this door", async () => {
    const { of, pair } = await keyed();
    await db().agentServer.create({
      data: { id: newId("srv"), agentId: of.agentId, name: "ledger", address: "https://ledger.example.test/mcp" },
    });
    const { body } = await tokenFor(of, pair, { resource: "https://ledger.example.test/mcp" });
    expect(decodeJwt(String(body.access_token)).aud).toBe("https://ledger.example.test/mcp");
    await expect(shown(`Bearer ${body.access_token}`)).rejects.toMatchObject({ reason: "audience" });
    const stranger = await tokenFor(of, pair, { resource: "https://elsewhere.example.test/mcp" });
    expect([stranger.status, stranger.body.error]).toEqual([400, "invalid_target"]);
  });

  test("a token is nobody else's business: introspection and revocation by another instance change nothing", async () => {
    const { of, pair } = await keyed();
    const other = await keyed();
    const { body } = await tokenFor(of, pair);
    const asOther = async () => ({
      token: String(body.access_token),
      client_assertion: await assertionOf(other.pair, other.of.instanceId, origin()),
      client_assertion_type: ASSERTION_TYPE,
    });
    expect((await ask(`${origin()}/oauth/introspect`, await asOther())).body).toEqual({ active: false });
    expect((await ask(`${origin()}/oauth/revoke`, await asOther())).status).toBe(200);
    expect((await shown(`Bearer ${body.access_token}`)).agentId).toBe(of.agentId);
    expect((await ask(`${origin()}/oauth/introspect`, { token: String(body.access_token) })).status).toBe(401);
  });

  test("metadata names only what agents need, and nothing leads to a sign-in", async () => {
    const as = await server();
    expect(as).toMatchObject({ issuer: origin(), token_endpoint: tokenUrl(), response_types_supported: [] });
    expect(as.authorization_endpoint).toBeUndefined();
    for (const path of ["/auth", "/oauth/auth", "/oauth/register", "/me", "/session/end", "/device"]) {
      expect((await fetch(origin() + path)).status, path).toBe(404);
    }
  });
});
