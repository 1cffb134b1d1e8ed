import { generateKeyPairSync } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { createInstance, issueCredential } from "@/lib/credentials";
import { db } from "@/lib/db";
import { dataDir } from "@/lib/paths";
import { contextOf } from "./organisation";
import { daysBefore } from "./time";

const AGENT = "Carrier payout agent";
const INSTANCE = "example";

/**
 * An instance that examples/payout-agent.ts runs as. Its private key is drawn here and lies in the data folder of this machine
 * alone: it is worth what a demo organisation is worth.
 */
export async function seedExample(now: Date): Promise<void> {
  const agent = await db().agent.findFirst({
    where: { name: AGENT, environment: "production" },
    select: { id: true, instances: { where: { name: INSTANCE }, select: { id: true } } },
  });
  if (!agent || agent.instances.length > 0) return;
  const ctx = contextOf("marta", daysBefore(now, 2));
  const { id: instanceId } = await createInstance(ctx, { agentId: agent.id, name: INSTANCE });
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const jwk = JSON.stringify(publicKey.export({ format: "jwk" }));
  await issueCredential(ctx, { instanceId, material: { kind: "key", jwk }, label: "Key of the example agent" });
  const identity = { agentId: agent.id, instanceId, key: privateKey.export({ format: "jwk" }) };
  const file = path.join(dataDir(), "example-agent.json");
  fs.writeFileSync(file, `${JSON.stringify(identity, null, 2)}\n`, { mode: 0o600 });
}
