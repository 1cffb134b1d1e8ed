import type { Grant } from "@/lib/entitlements/terms";
import { GrantIndex } from "../engine";
import type { ResourceRow, ToolRow } from "./store";
import type { AgentFacts, ToolFacts } from "./types";

/** Null: two tools of the agent share the name that calls give, so that neither can be meant. */
type Tools = Map<string, ToolFacts | null>;

interface KnownAgent {
  facts: AgentFacts;
  tools: Tools;
}

export interface KnownResource {
  kind: string;
  dataClasses: readonly string[];
}

const NO_TOOLS: Tools = new Map();

/** What one process knows of the organisation, as of one instant: everything that decisions rest on but policies and switches. */
export class Snapshot {
  readonly grants = new GrantIndex();
  readonly #agents = new Map<string, KnownAgent>();
  readonly #active = new Set<string>();
  readonly #resources = new Map<string, KnownResource>();
  /** Grants that were used before. */
  readonly #used = new Set<string>();
  /** Tools that are alike in every fact are one object, whatever number of agents has them. */
  readonly #alike = new Map<string, ToolFacts>();
  readonly #texts = new Map<string, string>();
  /** Which state of the organisation this is. */
  number = 0n;

  get agentCount(): number {
    return this.#agents.size;
  }

  agent(id: string): AgentFacts | null {
    return this.#agents.get(id)?.facts ?? null;
  }

  /** Ids of agents in their order, after one: for searches. */
  *agentIds(): Iterable<string> {
    yield* this.#agents.keys();
  }

  tool(agentId: string, server: string, name: string): ToolFacts | null {
    const found = this.#agents.get(agentId)?.tools.get(`${server}/${name}`) ?? null;
    return found?.server === server && found.name === name ? found : null;
  }

  /** By the name that calls give it, "server/tool". */
  toolNamed(agentId: string, full: string): ToolFacts | null {
    return this.#agents.get(agentId)?.tools.get(full) ?? null;
  }

  toolsOf(agentId: string): ToolFacts[] {
    return [...(this.#agents.get(agentId)?.tools.values() ?? [])].filter((tool) => tool !== null);
  }

  readonly isActive = (personId: string): boolean => this.#active.has(personId);

  readonly resource = (id: string): KnownResource | undefined => this.#resources.get(id);

  wasUsed(grants: readonly Grant[]): boolean {
    return grants.some((grant) => this.#used.has(grant.id));
  }

  noteUse(grantIds: readonly string[]): void {
    for (const id of grantIds) this.#used.add(id);
  }

  putAgents(agents: readonly AgentFacts[], tools: readonly ToolRow[]): void {
    for (const facts of agents) this.#agents.set(facts.id, { facts: this.#slim(facts), tools: NO_TOOLS });
    for (const row of tools) {
      const known = this.#agents.get(row.agentId);
      if (!known) continue;
      if (known.tools === NO_TOOLS) known.tools = new Map();
      const tool = this.#toolOf(row.tool);
      const key = this.#shared(`${tool.server}/${tool.name}`);
      known.tools.set(key, known.tools.has(key) ? null : tool);
    }
  }

  removeAgent(id: string): void {
    this.#agents.delete(id);
  }

  /** @param asked all that were asked about: those that are not active are no longer */
  putPeople(active: readonly string[], asked: readonly string[] = []): void {
    for (const id of asked) this.#active.delete(id);
    for (const id of active) this.#active.add(id);
  }

  /** Tools have the data classes of the resources they reach: those that reach one of these must be put again. */
  putResources(rows: readonly ResourceRow[]): void {
    for (const { id, kind, dataClasses } of rows) this.#resources.set(id, { kind, dataClasses });
    this.#alike.clear();
  }

  #toolOf(text: string): ToolFacts {
    let tool = this.#alike.get(text);
    if (!tool) {
      const [server, name, state, effect, tier, capabilities, resourceIds] = JSON.parse(text);
      const classes = (resourceIds as string[]).flatMap((id) => this.#resources.get(id)?.dataClasses ?? []);
      tool = { server, name, state, effect, tier, capabilities, resourceIds, dataClasses: [...new Set(classes)] };
      this.#alike.set(text, tool);
    }
    return tool;
  }

  // A hundred thousand agents share a few hundred words.
  #slim(facts: AgentFacts): AgentFacts {
    const short = (text: string) => this.#shared(text);
    const id = (text: string | null) => text && this.#shared(text);
    return {
      ...facts,
      environment: short(facts.environment),
      status: short(facts.status),
      tier: short(facts.tier),
      kind: short(facts.kind),
      autonomy: short(facts.autonomy),
      exposure: short(facts.exposure),
      provider: short(facts.provider),
      model: short(facts.model),
      teamId: id(facts.teamId),
      ownerId: id(facts.ownerId),
      deputyId: id(facts.deputyId),
      sponsorId: id(facts.sponsorId),
    };
  }

  #shared(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}
