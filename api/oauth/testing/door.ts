import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type JWTHeaderParameters, SignJWT } from "jose";
import pino from "pino";
import { afterAll, beforeAll } from "vitest";
import { flushUses } from "@/lib/credentials";
import { newId } from "@/lib/ids";
import { testDatabase } from "@/lib/testing/database";
import type { Pair } from "@/lib/testing/instances";
import { answer } from "../../router";

/** The machines' door on a free port with a database and keys of its own: call it at the top of a test file. */
export function machinesDoor(): void {
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
