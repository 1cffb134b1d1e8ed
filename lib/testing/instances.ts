import { createHash, generateKeyPairSync, type JsonWebKey, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";

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

export interface Instance {
  agentId: string;
  instanceId: string;
}

let made = 0;
/** An active agent with one instance. */
export async function instanceOf(over: AgentOver = {}): Promise<Instance> {
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

export async function giveCredential(of: Instance, given: Given): Promise<string> {
  const id = newId("crd");
  const times = { createdAt: new Date(), rotationDueAt: new Date(Date.now() + 86_400_000) };
  await db().credential.create({ data: { id, ...of, ...given, ...times } });
  return id;
}

export function giveKey(of: Instance, pair: Pair, over: Partial<Given> = {}) {
  const key = { kind: "key", strength: "own_key", publicJwk: pair.jwk, thumbprint: pair.thumbprint };
  return giveCredential(of, { ...key, ...over });
}

/** An instance with a key of its own. */
export async function keyed(
  over: AgentOver = {},
  alg: Pair["alg"] = "ES256",
): Promise<{ of: Instance; pair: Pair; credentialId: string }> {
  const of = await instanceOf(over);
  const pair = await keyPair(alg);
  return { of, pair, credentialId: await giveKey(of, pair) };
}

let secrets = 0;
/** Gives the instance a secret. @returns the secret */
export async function giveSecret(of: Instance): Promise<string> {
  secrets += 1;
  const secret = `csk_${String(secrets).padStart(43, "a")}`;
  const secretHash = createHash("sha256").update(secret).digest("base64url");
  await giveCredential(of, { kind: "secret", strength: "secret", secretHash });
  return secret;
}

/** What the log says of the last refusal that concerned this instance. */
export async function lastRefusal(instanceId: string): Promise<Record<string, unknown> | undefined> {
  const event = await db().auditEvent.findFirst({
    where: { type: "token.refused", targetId: instanceId },
    orderBy: { id: "desc" },
  });
  return event?.details as Record<string, unknown> | undefined;
}
