import { generateKeyPairSync } from "node:crypto";
import type { Tier } from "@/lib/agents/terms";
import { systemContext } from "@/lib/context";
import {
  addIssuer,
  createInstance,
  issueCredential,
  proveDead,
  revokeCredential,
  rotateCredential,
  setGateway,
  sweepCredentials,
} from "@/lib/credentials";
import { rotationDays } from "@/lib/credentials/rules";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextOf } from "./organisation";
import { daysBefore } from "./time";

const DAY_MS = 86_400_000;
const CLUSTER = "https://kubernetes.norvik.example";
const AUDIENCE = "https://countersign.norvik.example";

const IN_STORIES = ["Invoice matcher", "Carrier payout agent", "Access request concierge"];

/** A public key whose private half is thrown away here: nobody can act with what the demo shows. */
function publicKey(): string {
  return JSON.stringify(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" }));
}

interface Agent {
  id: string;
  name: string;
  environment: string;
  tier: Tier | null;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** Instances with credentials of every strength: most in order, some overdue, one being replaced, one revoked, one gateway. */
export async function seedCredentials(now: Date): Promise<void> {
  if ((await db().agentInstance.count()) > 0) return;
  const cluster = await seedIssuers(now);
  const agents = await db().agent.findMany({
    where: { status: "active" },
    select: { id: true, name: true, environment: true, tier: true, createdAt: true, lastUsedAt: true },
    orderBy: { id: "asc" },
  });
  for (const [position, agent] of agents.entries()) {
    // One in eleven has no identity yet: its page leads to the first token.
    if (position % 11 === 5 && !IN_STORIES.includes(agent.name)) continue;
    const names = agent.environment === "production" ? ["eu-central blue", "eu-central green"] : [agent.environment];
    for (const [copy, name] of names.entries())
      await seedInstance(now, agent, { name, place: position * 2 + copy, cluster });
  }
  await seedStories(now);
  // What ended in these stories is shown to be dead, as the worker does it.
  await sweepCredentials(systemContext("worker", { now: daysBefore(now, 0.02) }));
}

async function seedIssuers(now: Date): Promise<string> {
  const at = daysBefore(now, 260);
  const { id } = await addIssuer(contextOf("ines", at), {
    name: "Production cluster",
    issuer: CLUSTER,
    audience: AUDIENCE,
  });
  await addIssuer(contextOf("priya", daysBefore(now, 120)), {
    name: "Build service",
    issuer: "https://builds.norvik.example",
    audience: AUDIENCE,
    jwksUri: "https://builds.norvik.example/keys.json",
  });
  return id;
}

interface Copy {
  name: string;
  place: number;
  cluster: string;
}

async function seedInstance(now: Date, agent: Agent, { name, place, cluster }: Copy): Promise<void> {
  const age = Math.max(0, (now.getTime() - agent.createdAt.getTime()) / DAY_MS - 1);
  const begun = daysBefore(now, Math.min(age, 150 + (place % 40)));
  const { id: instanceId } = await createInstance(contextOf("ines", begun), { agentId: agent.id, name });
  const every = rotationDays(agent.tier);
  // Nearly all are rotated in time; every seventeenth was forgotten some days ago.
  const issuedAgo = place % 17 === 4 ? every + 3 : 2 + ((place * 13) % (every - 6));
  const issuedAt = daysBefore(now, Math.min(age, issuedAgo));
  const weak = place % 4 === 2 && (agent.tier === "low" || agent.tier === "moderate");
  const slug = agent.name.toLowerCase().replaceAll(/[^a-z]+/g, "-");
  const material = weak
    ? ({ kind: "secret", reason: "The supplier's runtime cannot sign; asked for with the next contract." } as const)
    : place % 4 < 2 && agent.environment === "production"
      ? ({ kind: "federated", issuerId: cluster, subject: `system:serviceaccount:agents:${slug}-${place}` } as const)
      : ({ kind: "key", jwk: publicKey() } as const);
  const label = { secret: "Vault: agents/legacy", federated: "Service account", key: "Signing key" }[material.kind];
  const { id } = await issueCredential(contextOf("ines", issuedAt), { instanceId, material, label });
  await seedUse(now, agent, { credentialId: id, instanceId, issuedAt, place });
}

interface Used {
  credentialId: string;
  instanceId: string;
  issuedAt: Date;
  place: number;
}

/** When it was last used and from where, as the agent's own record says, with the tokens of the last day. */
async function seedUse(now: Date, agent: Agent, { credentialId, instanceId, issuedAt, place }: Used): Promise<void> {
  if (!agent.lastUsedAt) return;
  const from = `10.24.${place % 8}.${20 + (place % 200)}`;
  const seenAt = new Date(agent.lastUsedAt.getTime() - (place % 2) * 41 * 60_000);
  await db().agentInstance.update({ where: { id: instanceId }, data: { lastSeenAt: seenAt, lastSeenFrom: from } });
  if (seenAt < issuedAt) return;
  await db().credential.update({ where: { id: credentialId }, data: { lastUsedAt: seenAt, lastUsedFrom: from } });
  const count = 6 + ((place * 7) % 34);
  const tokens = Array.from({ length: count }, (_, index) => {
    const at = new Date(seenAt.getTime() - index * 36 * 60_000);
    return {
      jti: newId("tok", at),
      agentId: agent.id,
      instanceId,
      credentialId,
      scope: "decide",
      issuedAt: at,
      expiresAt: new Date(at.getTime() + 10 * 60_000),
    };
  });
  const lately = tokens.filter(({ issuedAt: at }) => at.getTime() > now.getTime() - DAY_MS && at >= issuedAt);
  await db().issuedToken.createMany({ data: lately });
}

async function livingOf(name: string, instance: string) {
  return db().credential.findFirstOrThrow({
    where: { state: "active", instance: { name: instance, agent: { name, environment: "production" } } },
    select: { id: true, version: true, createdAt: true, instanceId: true, agentId: true },
  });
}

/** A key that is being replaced, one that was revoked and proved dead, and the gateway. */
async function seedStories(now: Date): Promise<void> {
  const old = await livingOf("Invoice matcher", "eu-central green");
  const rotated = {
    id: old.id,
    version: old.version,
    material: { kind: "key", jwk: publicKey() },
    overlapHours: 24,
  } as const;
  await rotateCredential(contextOf("marta", new Date(now.getTime() - 5 * 3_600_000)), {
    ...rotated,
    label: "Signing key",
  });

  const leaked = await livingOf("Carrier payout agent", "eu-central green");
  const revokedAt = daysBefore(now, 1.2);
  await revokeCredential(contextOf("henrik", revokedAt), {
    id: leaked.id,
    reason: "Seen in the log of a failed deployment: treated as leaked.",
  });
  const hour = (hours: number) => new Date(revokedAt.getTime() + hours * 3_600_000);
  await proveDead(contextOf("henrik", hour(1)), { id: leaked.id });
  await issueCredential(contextOf("marta", hour(2)), {
    instanceId: leaked.instanceId,
    material: { kind: "key", jwk: publicKey() },
    label: "Signing key, made anew",
  });

  const concierge = await livingOf("Access request concierge", "eu-central blue");
  const at = daysBefore(now, 12);
  const name = "tool gateway";
  const gateway = await createInstance(contextOf("ines", at), { agentId: concierge.agentId, name });
  await issueCredential(contextOf("ines", at), {
    instanceId: gateway.id,
    material: { kind: "key", jwk: publicKey() },
    label: "Gateway key",
  });
  const reason = "Stands before the tool servers and asks for every agent that calls through it.";
  await setGateway(contextOf("ines", at), { id: gateway.id, version: 1, gateway: true, reason });
}
