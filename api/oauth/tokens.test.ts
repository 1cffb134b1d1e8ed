import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { describe, expect, test } from "vitest";
import { flushUses } from "@/lib/credentials";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { giveKey, giveSecret, instanceOf, keyed, keyPair, lastRefusal } from "@/lib/testing/instances";
import { asCryptoKey, basic, metadataByClient, origin, shown, tokenFor, tokenUrl } from "./testing/clients";
import { ASSERTION_TYPE, ask, assertionOf, machinesDoor, proofOf } from "./testing/door";

machinesDoor();
const insecure = { [oauth.allowInsecureRequests]: true } as const;

describe("I2 I3 an agent gets a token with its own key", () => {
  test.each(["ES256", "EdDSA", "PS256", "RS256"] as const)("%s, asked for by oauth4webapi", async (alg) => {
    const { of, pair, credentialId } = await keyed({}, alg);
    const as = await metadataByClient();
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
    const as = await metadataByClient();
    expect(as).toMatchObject({ issuer: origin(), token_endpoint: tokenUrl(), response_types_supported: [] });
    expect(as.authorization_endpoint).toBeUndefined();
    for (const path of ["/auth", "/oauth/auth", "/oauth/register", "/me", "/session/end", "/device"]) {
      expect((await fetch(origin() + path)).status, path).toBe(404);
    }
  });
});
