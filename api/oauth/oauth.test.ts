import { createHash } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { beforeAll, describe, expect, test } from "vitest";
import { contextFor } from "@/lib/context";
import { verifyAccessToken } from "@/lib/credentials";
import { db } from "@/lib/db";
import {
  ASSERTION_TYPE,
  ask,
  assertionOf,
  giveCredential,
  giveKey,
  instanceOf,
  keyPair,
  machinesDoor,
  proofOf,
} from "./testing/door";

const { origin } = machinesDoor();
const token = () => `${origin()}/oauth/token`;
const http = { [oauth.allowInsecureRequests]: true } as const;
const ctx = () => contextFor({ kind: "system", id: "test" });
const shown = (authorization: string, dpop?: string) =>
  verifyAccessToken(ctx(), { authorization, dpop, method: "POST", url: `${origin()}/x` });

const SECRET = `csk_${"a".repeat(43)}`;
const giveSecret = (of: { agentId: string; instanceId: string }) =>
  giveCredential(of, {
    kind: "secret",
    strength: "secret",
    secretHash: createHash("sha256").update(SECRET).digest("base64url"),
  });

beforeAll(async () => {
  await db().person.create({
    data: { id: "per_olga", email: "olga@example.test", name: "Olga Test", status: "active" },
  });
});

async function server(): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(origin());
  const response = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...http });
  return oauth.processDiscoveryResponse(issuer, response);
}

describe("I2 I3 an agent gets a token with its own key", () => {
  test.each(["ES256", "EdDSA", "PS256", "RS256"] as const)("%s, asked for by oauth4webapi", async (alg) => {
    const of = await instanceOf();
    const pair = await keyPair(alg);
    const credentialId = await giveKey(of, pair);
    const as = await server();
    const key = { key: await asCryptoKey(pair), kid: pair.thumbprint };
    const response = await oauth.clientCredentialsGrantRequest(
      as,
      { client_id: of.instanceId },
      oauth.PrivateKeyJwt(key),
      new URLSearchParams(),
      http,
    );
    const answer = await oauth.processClientCredentialsResponse(as, { client_id: of.instanceId }, response);
    expect(answer).toMatchObject({ token_type: "bearer", expires_in: expect.closeTo(600, -1), scope: "decide" });

    const keys = createRemoteJWKSet(new URL(as.jwks_uri ?? ""));
    const { payload, protectedHeader } = await jwtVerify(answer.access_token, keys, {
      issuer: origin(),
      audience: origin(),
      typ: "at+jwt",
    });
    expect(protectedHeader).toMatchObject({ alg: "EdDSA", typ: "at+jwt" });
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
  });
});

async function asCryptoKey(pair: { alg: string; privateKey: import("node:crypto").KeyObject }): Promise<CryptoKey> {
  const algorithm = {
    ES256: { name: "ECDSA", namedCurve: "P-256" },
    EdDSA: { name: "Ed25519" },
    PS256: { name: "RSA-PSS", hash: "SHA-256" },
    RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  }[pair.alg] as never;
  return pair.privateKey.toCryptoKey(algorithm, true, ["sign"]);
}
