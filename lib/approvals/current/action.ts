import type { Call } from "@/lib/policy";
import type { BoundAction } from "../binding";
import type { CurrentFacts, Wanted } from "./store";

/** What the facts of a call are asked for by. */
export function wantedOf(call: Call): Wanted {
  const { agentId, chain, server, tool, credentialId, instanceId, workflow } = call;
  return { agentId, chain, server, tool, credentialId, instanceId, personId: workflow.personId };
}

export interface Asked {
  call: Pick<Call, "chain" | "server" | "tool" | "arguments" | "resourceIds" | "credentialId"> & {
    workflow: Pick<Call["workflow"], "personId">;
  };
  /** What the tool does. */
  action: string;
  /** id@version of the policies that asked. */
  policies: readonly string[];
  expires: Date;
}

/** Everything that an approval of this call would bind, on these facts (A3). Null: agent or tool are not there. */
export function boundActionOf({ agent, tool }: CurrentFacts, asked: Asked): BoundAction | null {
  if (!agent || !tool) return null;
  const { id, fingerprint, revision, environment, tier } = agent;
  const { call, action, policies, expires } = asked;
  return {
    v: 1,
    agent: { id, fingerprint, revision, environment, tier },
    person: call.workflow.personId,
    chain: [...call.chain],
    server: call.server,
    tool: call.tool,
    toolHash: tool.hash,
    action,
    arguments: call.arguments,
    targets: [...new Set([...tool.resourceIds, ...call.resourceIds])].sort(),
    policies: [...new Set(policies)].sort(),
    credential: call.credentialId,
    expires: expires.toISOString(),
  };
}
