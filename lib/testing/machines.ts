import { contextFor } from "@/lib/context";
import { issueAccessToken } from "@/lib/credentials";
import { sql } from "@/lib/db";
import { newId } from "@/lib/ids";

export interface Machine {
  agentId: string;
  instanceId: string;
  credentialId: string;
  token: string;
}

/** A running instance of an agent of tier low with an access token of its own, issued as the token endpoint does. */
export async function seedMachine(agentId: string, { gateway = false, scope = "decide" } = {}): Promise<Machine> {
  const [instanceId, credentialId, now] = [newId("ins"), newId("crd"), new Date()];
  await sql().query(
    "insert into agent_instances (id, agent_id, name, enforces_for_others, created_at) values ($1, $2, 'test', $3, now())",
    [instanceId, agentId, gateway],
  );
  await sql().query(
    `insert into credentials (id, agent_id, instance_id, kind, strength, created_at, rotation_due_at)
     values ($1, $2, $3, 'key', 'own_key', now(), now() + interval '90 days')`,
    [credentialId, agentId, instanceId],
  );
  const client = {
    instanceId,
    instanceState: "active",
    enforcesForOthers: gateway,
    agentId,
    agentStatus: "active",
    name: "test",
    ownerId: null,
    environment: "production",
    fingerprint: "",
    tier: "low",
    killed: false,
    credentials: [],
  };
  const ended = { expiresAt: null, overlapUntil: null, secretHash: null, issuerId: null, subject: "" };
  const key = { kind: "key", strength: "own_key", state: "active", publicJwk: null, thumbprint: null } as const;
  const proven = { client, credential: { id: credentialId, ...key, ...ended }, address: "127.0.0.1" };
  const request = { grant: "client_credentials", scope, resource: undefined, proof: undefined };
  const ctx = contextFor({ kind: "agent", id: agentId, instanceId }, { now });
  const { accessToken } = await issueAccessToken(ctx, proven, request);
  return { agentId, instanceId, credentialId, token: accessToken };
}
