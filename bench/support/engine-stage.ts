import type { Condition, Grant } from "@/lib/entitlements/terms";
import { refTo } from "@/lib/policy/engine";
import {
  type CedarRecord,
  Decimal,
  type EngineRequest,
  type Entity,
  type EntityRef,
  type PolicySource,
} from "@/lib/policy/engine/types";

/** An organisation to decide about: everything follows from the numbers, nothing is drawn. */
const TEAMS = 100;
const SERVERS = 400;
const TOOLS = 25;
const GRANTS_EACH = 10;
const TIERS = ["low", "moderate", "high", "critical"];
const KINDS = ["mask:body", "limit:100"];

const agentId = (agent: number) => `agt_${String(agent).padStart(8, "0")}`;
const serverOf = (agent: number, grant: number) => (agent * 7 + grant * 13) % SERVERS;
const serverName = (server: number) => `server-${server}`;
const toolName = (tool: number) => `tool_${tool % TOOLS}`;
const teamOf = (agent: number) => `tem_${agent % TEAMS}`;

/** Ten grants of an agent: most of one tool, some of a server, half with conditions on arguments. */
export function grantsOf(agent: number): Grant[] {
  return Array.from({ length: GRANTS_EACH }, (_, at) => ({
    id: `ent_${String(agent).padStart(8, "0")}${at}`,
    agentId: agentId(agent),
    server: serverName(serverOf(agent, at)),
    tool: at === 9 ? null : toolName(at),
    resourceId: null,
    actions: at % 3 === 0 ? ["read"] : at % 3 === 1 ? ["read", "write"] : ["read", "write", "pay"],
    conditions: conditionsOf(agent, at),
    windows: [],
    startsAt: null,
    expiresAt: at % 5 === 4 ? 4_000_000_000_000 : null,
  }));
}

function conditionsOf(agent: number, at: number): Condition[] {
  if (at % 2 === 0) return [];
  return [
    { argument: "amount", operator: "lte", value: (1 + (agent % 50)) * 100 },
    { argument: "currency", operator: "in", value: ["EUR", "CHF", "SEK"] },
  ];
}

/** Policies of an organisation: most for a team and a server, some for everybody. */
export function policiesOf(count: number): PolicySource[] {
  return Array.from({ length: count }, (_, at) => ({ id: `pol_${at}`, text: policyText(at) }));
}

function policyText(at: number): string {
  const team = `Team::"tem_${at % TEAMS}"`;
  const server = `Server::"${serverName((at * 31) % SERVERS)}"`;
  if (at < 4) return EVERYBODY[at] as string;
  switch (at % 4) {
    case 0:
      return `forbid (principal in ${team}, action == Action::"pay", resource in ${server}) when { context.numbers.hasTag("amount") && context.numbers.getTag("amount").greaterThan(decimal("${at + 100}.0")) };`;
    case 1:
      return `@stepup("payments") @quorum("2") forbid (principal in ${team}, action in [Action::"pay", Action::"administer"], resource in ${server}) when { principal.tier == "critical" } unless { context has approval && context.approval.count >= 2 };`;
    case 2:
      return `permit (principal in ${team}, action == Action::"read", resource in ${server}) when { ["public", "internal"].containsAll(resource.dataClasses) && principal.environment == "production" };`;
    default:
      return `@obligation("${KINDS[at % 2]}") permit (principal == Agent::"${agentId(at)}", action == Action::"read", resource) when { resource.name like "tool_${at % 7}*" };`;
  }
}

const EVERYBODY = [
  `forbid (principal, action, resource) when { principal.status != "active" };`,
  `forbid (principal, action, resource) when { resource.state == "quarantined" };`,
  `forbid (principal, action == Action::"pay", resource) when { !principal.owned };`,
  `forbid (principal, action, resource) when { principal.tier == "critical" && !principal.attested && resource.dataClasses.contains("payment") };`,
];

const NONE: ReadonlySet<string> = new Set();

function agentEntity(agent: number): Entity {
  return {
    ref: refTo("Agent", agentId(agent)),
    attributes: {
      name: `Agent ${agent}`,
      tier: TIERS[agent % 4] as string,
      environment: agent % 3 ? "production" : "staging",
      status: "active",
      owned: true,
      attested: agent % 2 === 0,
      purpose: "Matches invoices with orders and pays what is due",
    },
    ancestors: new Set([refTo("Team", teamOf(agent)).uid]),
  };
}

function toolEntity(server: number, tool: number): Entity {
  return {
    ref: refTo("Tool", `${serverName(server)}/${toolName(tool)}`),
    attributes: {
      name: toolName(tool),
      state: "accepted",
      effect: "write",
      tier: TIERS[tool % 4] as string,
      capabilities: ["write", "pay"],
      dataClasses: tool % 5 === 0 ? ["payment"] : ["internal"],
    },
    ancestors: new Set([refTo("Server", serverName(server)).uid]),
  };
}

/** Agents and tools as an instance of the product holds them: made once, shared by every call. */
export class Surroundings {
  readonly #agents: readonly Entity[];
  readonly #tools: readonly Entity[];

  constructor(readonly agents: number) {
    this.#agents = Array.from({ length: agents }, (_, agent) => agentEntity(agent));
    this.#tools = Array.from({ length: SERVERS * TOOLS }, (_, at) => toolEntity(Math.floor(at / TOOLS), at % TOOLS));
  }

  /** The call with this number: four of five are within what the agent was granted. */
  call(at: number): PreparedCall {
    const agent = (at * 7919) % this.agents;
    const grant = at % GRANTS_EACH;
    const server = at % 5 === 4 ? (at * 17) % SERVERS : serverOf(agent, grant);
    const principal = this.#agents[agent] as Entity;
    const resource = this.#tools[server * TOOLS + grant] as Entity;
    const tags = tagEntities(at);
    const [texts, numbers, flags, lists] = tags.map(({ ref }) => ref) as [EntityRef, EntityRef, EntityRef, EntityRef];
    const context = { now: 1_800_000_000_000 + at, purpose: "payment run", texts, numbers, flags, lists, touches: [] };
    const entities = [principal, resource, ...tags];
    const byUid = new Map(entities.map((entity) => [entity.ref.uid, entity]));
    return {
      agentId: agentId(agent),
      server: serverName(server),
      tool: toolName(grant),
      team: teamOf(agent),
      request: {
        principal: principal.ref,
        action: refTo("Action", ACTIONS[at % 3] as string),
        resource: resource.ref,
        context,
      },
      entities,
      find: (uid) => byUid.get(uid),
    };
  }
}

/** One call, as decision points prepare it. */
export interface PreparedCall {
  agentId: string;
  server: string;
  tool: string;
  team: string;
  request: EngineRequest;
  entities: readonly Entity[];
  find: (uid: string) => Entity | undefined;
}

const ACTIONS = ["read", "write", "pay"];

function tagEntities(at: number): Entity[] {
  const texts = { currency: at % 7 === 0 ? "USD" : "EUR", "payee.iban": `DE${at}`, amount: String(at % 4_000) };
  const kinds: readonly [string, CedarRecord][] = [
    ["Texts", texts],
    ["Numbers", { amount: new Decimal(BigInt(at % 4_000) * 10_000n) }],
    ["Flags", { urgent: at % 2 === 0 }],
    ["Lists", { tags: ["invoice", "order"] }],
  ];
  return kinds.map(([type, tags]) => ({ ref: refTo(type, "call"), attributes: {}, ancestors: NONE, tags }));
}
