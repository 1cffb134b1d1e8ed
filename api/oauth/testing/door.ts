import { generateKeyPairSync, type JsonWebKey, type KeyObject } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { calculateJwkThumbprint, type JWTHeaderParameters, SignJWT } from "jose";
import pino from "pino";
import { afterAll, beforeAll } from "vitest";
import { flushUses } from "@/lib/credentials";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { testDatabase } from "@/lib/testing/database";
import { answer } from "../../router";

/** The machines' door on a free port with a database and keys of its own: call it at the top of a test file. */
export function machinesDoor(): { origin: () => string } {
  testDatabase();
  const server = http.createServer((request, response) => void answer(request, response, pino({ level: "silent" })));
  let origin = "";
  let folder = "";
  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-door-"));
    process.env.COUNTERSIGN_DATA_DIR = folder;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env.COUNTERSIGN_API_URL = origin;
    process.env.COUNTERSIGN_INTERNAL_HOSTS = "127.0.0.1";
  });
  afterAll(async () => {
    await flushUses();
    server.closeAllConnections();
    server.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return { origin: () => origin };
}

export interface Pair {
  alg: "ES256" | "EdDSA" | "PS256" | "RS256";
  privateKey: KeyObject;
  jwk: JsonWebKey;
  thumbprint: string;
}

export async function keyPair(alg: Pair["alg"] = "ES256"): Promise<Pair> {
  const { privateKey, publicKey } =
    alg === "ES256"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : alg === "EdDSA"
        ? generateKeyPairSync("ed25519")
        : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = publicKey.export({ format: "jwk" });
  return { alg, privateKey, jwk, thumbprint: await calculateJwkThumbprint(jwk as never) };
}

type AgentOver = Partial<{
  tier: "low" | "moderate" | "high" | "critical";
  status: "active" | "suspended" | "registered";
  ownerId: string;
  provider: string;
}>;

let made = 0;
/** An active agent with one instance. */
export async function instanceOf(over: AgentOver = {}): Promise<{ agentId: string; instanceId: string }> {
  made += 1;
  const agentId = newId("agt");
  const instanceId = newId("ins");
  await db().agent.create({
    data: {
      id: agentId,
      name: `Agent ${made}`,
      environment: "production",
      status: "active",
      tier: "low",
      fingerprint: "f".repeat(64),
      ...over,
    },
  });
  await db().agentInstance.create({ data: { id: instanceId, agentId, name: "first", createdAt: new Date() } });
  return { agentId, instanceId };
}

interface Given {
  kind: string;
  strength: string;
  publicJwk?: object;
  thumbprint?: string;
  secretHash?: string;
  issuerId?: string;
  subject?: string;
  state?: string;
  overlapUntil?: Date;
}

export async function giveCredential(of: { agentId: string; instanceId: string }, given: Given): Promise<string> {
  const id = newId("crd");
  const times = { createdAt: new Date(), rotationDueAt: new Date(Date.now() + 86_400_000) };
  await db().credential.create({ data: { id, ...of, ...given, ...times } });
  return id;
}

export function giveKey(of: { agentId: string; instanceId: string }, pair: Pair, over: Partial<Given> = {}) {
  const key = { kind: "key", strength: "own_key", publicJwk: pair.jwk, thumbprint: pair.thumbprint };
  return giveCredential(of, { ...key, ...over });
}

/** What an instance signs about itself; everything in it can be made wrong. */
export async function assertionOf(
  pair: Pair,
  clientId: string,
  audience: string,
  { claims = {}, header = {} }: { claims?: Record<string, unknown>; header?: Partial<JWTHeaderParameters> } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const own = { iss: clientId, sub: clientId, aud: audience, jti: newId("req"), iat: now, exp: now + 60 };
  return new SignJWT({ ...own, ...claims })
    .setProtectedHeader({ alg: pair.alg, kid: pair.thumbprint, ...header })
    .sign(pair.privateKey);
}

export const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Asks an OAuth endpoint, and gives back what it answered. */
export async function ask(
  url: string,
  params: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const body = typeof params === "string" ? params : new URLSearchParams(params).toString();
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body,
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {}, headers: response.headers };
}

/** A DPoP proof; everything in it can be made wrong. */
export async function proofOf(
  pair: Pair,
  target: { method?: string; url: string; ath?: string },
  { claims = {}, header = {} }: { claims?: Record<string, unknown>; header?: Record<string, unknown> } = {},
): Promise<string> {
  const own = { htm: target.method ?? "POST", htu: target.url, jti: newId("req"), iat: Math.floor(Date.now() / 1000) };
  return new SignJWT({ ...own, ...(target.ath ? { ath: target.ath } : {}), ...claims })
    .setProtectedHeader({ alg: pair.alg, typ: "dpop+jwt", jwk: pair.jwk as never, ...header })
    .sign(pair.privateKey);
}
