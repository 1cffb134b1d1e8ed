import { generateKeyPairSync } from "node:crypto";
import { activateAgent, createAgent, getAgent, registerAgent } from "@/lib/agents";
import type { CreateAgentInput } from "@/lib/agents/schema";
import type { Context } from "@/lib/context";
import { completeAgent } from "@/lib/testing/inventory";
import { createInstance } from "../create-instance";

/** A new public key as people paste it. */
export function publicKey(): string {
  const { publicKey: made } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return JSON.stringify(made.export({ format: "jwk" }));
}

/** An active agent of tier low in the test organisation. */
export async function activeAgent(ctx: Context, over: Partial<CreateAgentInput> = {}): Promise<string> {
  const { id } = await createAgent(ctx, completeAgent(over));
  await registerAgent(ctx, { id, version: (await getAgent(ctx, id)).version });
  await activateAgent(ctx, { id, version: (await getAgent(ctx, id)).version });
  return id;
}

let counter = 0;
/** An instance of an active agent. */
export async function anInstance(ctx: Context, agentId?: string): Promise<{ agentId: string; instanceId: string }> {
  const agent = agentId ?? (await activeAgent(ctx));
  counter += 1;
  const { id } = await createInstance(ctx, { agentId: agent, name: `copy ${counter}` });
  return { agentId: agent, instanceId: id };
}
