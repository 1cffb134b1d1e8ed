import { createHash } from "node:crypto";
import * as oauth from "oauth4webapi";
import { contextFor } from "@/lib/context";
import { verifyAccessToken } from "@/lib/credentials";
import { env } from "@/lib/env";
import type { Instance, Pair } from "@/lib/testing/instances";
import { ASSERTION_TYPE, ask, assertionOf } from "./door";

const insecure = { [oauth.allowInsecureRequests]: true } as const;

export const origin = () => env().COUNTERSIGN_API_URL;
export const tokenUrl = () => `${origin()}/oauth/token`;
export const ctx = (now?: Date) => contextFor({ kind: "system", id: "test" }, now ? { now } : {});
export const digest = (text: string) => createHash("sha256").update(text).digest("base64url");

/** Shows an access token at `/x` of the machines' door, as a POST. */
export const shown = (authorization: string, dpop?: string) =>
  verifyAccessToken(ctx(), { authorization, dpop, method: "POST", url: `${origin()}/x` });

export const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

/** The two parameters by which an instance proves itself with its key. */
export async function meansOf(of: Instance, pair: Pair): Promise<Record<string, string>> {
  return {
    client_assertion: await assertionOf(pair, of.instanceId, origin()),
    client_assertion_type: ASSERTION_TYPE,
  };
}

/** An access token got with a key, over plain HTTP. */
export async function tokenFor(of: Instance, pair: Pair, params: Record<string, string> = {}, dpop?: string) {
  const asked = { grant_type: "client_credentials", ...(await meansOf(of, pair)), ...params };
  return ask(tokenUrl(), asked, dpop ? { dpop } : {});
}

export async function metadataByClient(): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(origin());
  const response = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure });
  return oauth.processDiscoveryResponse(issuer, response);
}

export async function asCryptoKey({ alg, privateKey }: Pair): Promise<CryptoKey> {
  const algorithm = {
    ES256: { name: "ECDSA", namedCurve: "P-256" },
    EdDSA: { name: "Ed25519" },
    PS256: { name: "RSA-PSS", hash: "SHA-256" },
    RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  }[alg] as never;
  return privateKey.toCryptoKey(algorithm, true, ["sign"]) as unknown as CryptoKey;
}
