import { contextFor } from "@/lib/context";
import { db } from "@/lib/db";
import { type Call, closeDecisionPoint, decide, decisionPoint } from "@/lib/policy";
import { daysBefore } from "../time";
import { SCENES, type Scene } from "./scenes";

const SPAN_DAYS = 34;

/** Weeks of work: what the agents asked for, decided as it would have been decided by what is granted today. */
export async function seedDecisions(now: Date): Promise<void> {
  if ((await db().decision.count()) > 0) return;
  const point = await decisionPoint("seed");
  await point.catchUp();
  try {
    const calls = (await Promise.all(SCENES.map((scene) => callsOf(scene, now)))).flat();
    calls.sort((a, b) => a.at.getTime() - b.at.getTime());
    // In their order and not side by side: the log tells them as they came.
    for (let from = 0; from < calls.length; from += BESIDE) {
      await Promise.all(calls.slice(from, from + BESIDE).map(made));
    }
  } finally {
    await closeDecisionPoint();
  }
}

const BESIDE = 40;

interface PastCall {
  call: Call;
  at: Date;
}

async function made({ call, at }: PastCall): Promise<void> {
  const id = call.agentId;
  const ctx = contextFor({ kind: "agent", id, instanceId: call.instanceId ?? "" }, { now: at });
  await decide(ctx, call, { kind: "agent", id });
}

async function callsOf(scene: Scene, now: Date): Promise<PastCall[]> {
  const agent = await db().agent.findFirst({
    where: { name: scene.agent, environment: "production" },
    select: { id: true, instances: { select: { id: true, credentials: { where: { state: "active" } } } } },
  });
  if (!agent) return [];
  const instance = agent.instances.find(({ credentials }) => credentials.length > 0);
  const credential = instance?.credentials[0];
  return Array.from({ length: scene.times }, (_, turn) => ({
    at: daysBefore(now, (SPAN_DAYS * (turn + 1)) / (scene.times + 1)),
    call: {
      agentId: agent.id,
      instanceId: instance?.id ?? null,
      credentialId: credential?.id ?? null,
      tokenId: null,
      strength: credential?.strength ?? "own_key",
      chain: [],
      server: scene.server,
      tool: scene.tool,
      action: null,
      arguments: scene.arguments(turn),
      resourceIds: [],
      purpose: "",
      network: "10.20.0.0/16",
      workflow: { request: scene.request(turn), personId: null, earlier: scene.earlier?.(turn) ?? [] },
      canDo: ["mask", "redact", "limit"],
    },
  }));
}
