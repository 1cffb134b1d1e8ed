import { z } from "zod";
import type { Grant } from "@/lib/entitlements/terms";
import type { Ground } from "../decide/answer";
import type { AgentFacts, Call, ToolFacts } from "../decide/types";
import type { Compiled } from "../engine";

/** A decision as it was recorded, with what it was decided on. */
export interface Recorded {
  id: string;
  at: Date;
  call: Call;
  agent: AgentFacts | null;
  tool: ToolFacts | null;
  chain: readonly AgentFacts[];
  resources: ReadonlyMap<string, { kind: string; dataClasses: readonly string[] }>;
  firstUse: boolean;
}

const facts = z.looseObject({ id: z.string() });
const shape = z.looseObject({
  call: z.looseObject({
    agentId: z.string(),
    server: z.string(),
    tool: z.string(),
    arguments: z.record(z.string(), z.json()),
    chain: z.array(z.string()),
    workflow: z.looseObject({ request: z.string().nullable() }),
  }),
  agent: facts.nullable(),
  tool: z.looseObject({ server: z.string(), name: z.string() }).nullable(),
  chain: z.array(facts).default([]),
  resources: z.record(z.string(), z.looseObject({ kind: z.string(), dataClasses: z.array(z.string()) })).default({}),
  firstUse: z.boolean().default(false),
});

/** The recorded request, or null when this release cannot read it. */
export function readRecorded(row: { id: string; at: Date; request: unknown }): Recorded | null {
  const read = shape.safeParse(row.request);
  if (!read.success) return null;
  const { call, agent, tool, chain, resources, firstUse } = read.data;
  return {
    id: row.id,
    at: row.at,
    // The door parsed the whole call when it came; what was checked here is what is used by name.
    call: call as unknown as Call,
    agent: agent as unknown as AgentFacts | null,
    tool: tool as unknown as ToolFacts | null,
    chain: chain as unknown as AgentFacts[],
    resources: new Map(Object.entries(resources)),
    firstUse,
  };
}

/** What the decision is made on again, with other policies. No kill switch: it is no policy, and would hide what they say. */
export function groundOf(recorded: Recorded, policies: Compiled, grants: readonly Grant[]): Ground {
  const { agent, tool, chain, resources, firstUse } = recorded;
  return {
    policies,
    policyVersion: () => "",
    grants,
    agent,
    tool,
    toolOf: (server, name) => (tool && server === tool.server && name === tool.name ? tool : undefined),
    chain,
    activePeople: () => true,
    resource: (id) => resources.get(id),
    firstUse,
    stoppedBy: null,
  };
}
