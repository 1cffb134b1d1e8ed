import type { Grant } from "@/lib/entitlements/terms";
import { answerCall } from "./answer";
import { decisionPoint } from "./decision-point";
import type { AgentFacts, Answer, Call, ToolFacts } from "./types";

/** A call as it would be asked at an instant: within the hours of the grant that it tries. */
export interface Probe {
  call: Call;
  at: Date;
}

/** What the decision point would answer, and what it rests on. */
export interface Probed {
  answer: Answer;
  /** Grants of the agent for this tool that the decision point holds in force. */
  held: string[];
  agent: AgentFacts | null;
}

/** What the decision point knows of an agent that is to be probed. */
export interface ProbeGround {
  tools: ToolFacts[];
  grants: Grant[];
}

/** The tools of these agents, and the grants in force that concern one of them, on everything that is committed by now. */
export async function probeGround(agentIds: readonly string[]): Promise<Map<string, ProbeGround>> {
  const { snapshot } = await caughtUp();
  return new Map(
    agentIds.map((id) => {
      const tools = snapshot.toolsOf(id);
      const grants = tools.flatMap(({ server, name }) => snapshot.grants.candidates(id, server, name));
      return [id, { tools, grants: [...new Set(grants)] }];
    }),
  );
}

/**
 * What the decision point of this process would answer to these calls, on everything that is committed by now (C6). Nothing is
 * recorded and no grant is used: it is no decision, only the proof that one would be made so.
 * @returns for each call, in order
 * @throws CountersignError `unavailable` when nothing may be decided here: then nothing is proved either
 */
export async function probeCalls(probes: readonly Probe[]): Promise<Probed[]> {
  const point = await caughtUp();
  return probes.map(({ call, at }) => {
    const ground = point.groundFor(call);
    return { answer: answerCall(ground, call, at), held: ground.grants.map(({ id }) => id), agent: ground.agent };
  });
}

async function caughtUp() {
  const point = await decisionPoint("worker");
  await point.catchUp();
  point.assertFresh();
  return point;
}
