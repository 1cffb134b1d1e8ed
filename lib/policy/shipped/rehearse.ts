import { ACTIONS, type Grant } from "@/lib/entitlements/terms";
import { classifyTool, type ToolDescription } from "@/lib/risk";
import { answerCall } from "../decide/answer";
import type { AgentFacts, Answer, Call, EarlierCall, Json, ToolFacts } from "../decide/types";
import { compilePolicies } from "../engine";
import { SHIPPED_POLICIES } from "./index";

/** A call as somebody recorded it: what the person asked for, what was called before and what came back. */
export interface RehearsedCall {
  server: string;
  tool: string;
  arguments: { readonly [key: string]: Json };
  request: string | null;
  earlier: readonly EarlierCall[];
}

/** An agent as most are: active, in production, somebody answers for it. It is granted every tool of one server. */
const AGENT: AgentFacts = {
  id: "agt_rehearsal",
  name: "Recorded agent",
  environment: "production",
  status: "active",
  tier: "high",
  kind: "assistant",
  autonomy: "acts_alone",
  exposure: "internal",
  provider: "",
  model: "",
  purpose: "",
  teamId: null,
  ownerId: "usr_owner",
  deputyId: null,
  sponsorId: null,
  owned: true,
  attested: false,
  revision: 1,
};

/**
 * The shipped policy over recorded calls (Z12), on the path of every decision: tools as the classifier rates them, all of a
 * server's granted, nothing of the organisation's own. Needs no database; the same recording gives the same answers.
 */
export class Rehearsal {
  readonly #tools = new Map<string, ToolFacts>();
  readonly #grants = new Map<string, readonly Grant[]>();
  readonly #policies = compilePolicies(SHIPPED_POLICIES);
  readonly #versions = new Map(SHIPPED_POLICIES.map(({ id, version }) => [id, version]));

  add(tool: ToolDescription & { server: string }): void {
    const { effect, tier, capabilities } = classifyTool(tool);
    const { server, tool: name } = tool;
    this.#put({ server, name, state: "accepted", effect, tier, capabilities, resourceIds: [], dataClasses: [] });
  }

  /** A tool that nobody listed on this server: as another server lists it, or rated by its name and its arguments' names. */
  addUnlisted(server: string, tool: string, params: string[]): void {
    if (this.#tools.has(`${server}/${tool}`)) return;
    const elsewhere = [...this.#tools.values()].find(({ name }) => name === tool);
    if (!elsewhere) this.add({ server, tool, params });
    else this.#put({ ...elsewhere, server });
  }

  #put(facts: ToolFacts): void {
    this.#tools.set(`${facts.server}/${facts.name}`, facts);
    if (!this.#grants.has(facts.server)) this.#grants.set(facts.server, [grantOf(facts.server)]);
  }

  answer({ server, tool, arguments: given, request, earlier }: RehearsedCall, now: Date): Answer {
    const call: Call = {
      agentId: AGENT.id,
      instanceId: null,
      credentialId: null,
      tokenId: null,
      strength: "own_key",
      chain: [],
      server,
      tool,
      action: null,
      arguments: given,
      resourceIds: [],
      purpose: "",
      network: "",
      workflow: { request, personId: null, earlier },
      canDo: [],
    };
    const toolOf = (on: string, name: string) => this.#tools.get(`${on}/${name}`);
    return answerCall(
      {
        policies: this.#policies,
        policyVersion: (id) => this.#versions.get(id) ?? "",
        grants: this.#grants.get(server) ?? [],
        agent: AGENT,
        tool: toolOf(server, tool) ?? null,
        toolOf,
        chain: [],
        activePeople: () => true,
        resource: () => undefined,
        firstUse: false,
        stoppedBy: null,
        provenance: null,
        approval: null,
      },
      call,
      now,
    );
  }
}

function grantOf(server: string): Grant {
  const anything = { tool: null, resourceId: null, conditions: [], windows: [], startsAt: null, expiresAt: null };
  return { id: `grant of ${server}`, agentId: AGENT.id, server, actions: ACTIONS, ...anything };
}
