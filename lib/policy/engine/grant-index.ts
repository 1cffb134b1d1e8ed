import type { Grant } from "@/lib/entitlements/terms";

/** From here on an agent's grants are found by server instead of being looked through. */
const MANY = 24;

const NOTHING: readonly never[] = [];

/** What many grants have in common is kept once: conditions, windows, lists of actions, names. */
class Shared {
  readonly #kept = new Map<string, { value: unknown; holders: number }>();

  take<T>(value: T): T {
    if (Array.isArray(value) && value.length === 0) return NOTHING as T;
    const key = keyOf(value);
    const found = this.#kept.get(key);
    if (found) {
      found.holders++;
      return found.value as T;
    }
    this.#kept.set(key, { value, holders: 1 });
    return value;
  }

  release(value: unknown): void {
    const key = keyOf(value);
    const found = this.#kept.get(key);
    if (found && --found.holders === 0) this.#kept.delete(key);
  }
}

// No JSON of a list begins as a name of ours could: with a bracket.
function keyOf(value: unknown): string {
  return typeof value === "string" ? `"${value}` : JSON.stringify(value);
}

/** Grants in force by agent: a million of them in a few hundred megabytes, those that could matter for a call found at once. */
export class GrantIndex {
  readonly #byId = new Map<string, Grant>();
  readonly #byAgent = new Map<string, Grant[]>();
  readonly #byServer = new Map<string, Map<string, Grant[]>>();
  readonly #shared = new Shared();

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): Grant | undefined {
    return this.#byId.get(id);
  }

  /** Adds a grant, or replaces the one of its id. */
  put(grant: Grant): void {
    this.remove(grant.id);
    const kept: Grant = {
      id: grant.id,
      agentId: this.#shared.take(grant.agentId),
      server: this.#shared.take(grant.server),
      tool: grant.tool === null ? null : this.#shared.take(grant.tool),
      resourceId: grant.resourceId,
      actions: this.#shared.take(grant.actions),
      conditions: this.#shared.take(grant.conditions),
      windows: this.#shared.take(grant.windows),
      startsAt: grant.startsAt,
      expiresAt: grant.expiresAt,
    };
    this.#byId.set(kept.id, kept);
    this.#byServer.delete(kept.agentId);
    const others = this.#byAgent.get(kept.agentId);
    if (others) others.push(kept);
    else this.#byAgent.set(kept.agentId, [kept]);
  }

  remove(id: string): void {
    const grant = this.#byId.get(id);
    if (!grant) return;
    this.#byId.delete(id);
    this.#byServer.delete(grant.agentId);
    const grants = this.#byAgent.get(grant.agentId) ?? [];
    grants.splice(grants.indexOf(grant), 1);
    if (grants.length === 0) this.#byAgent.delete(grant.agentId);
    for (const part of [grant.agentId, grant.server, grant.actions, grant.conditions, grant.windows]) {
      this.#shared.release(part);
    }
    if (grant.tool !== null) this.#shared.release(grant.tool);
  }

  /** The grants of an agent that name this tool or its whole server, in the order in which they were put. */
  candidates(agentId: string, server: string, tool: string): readonly Grant[] {
    const grants = this.#byAgent.get(agentId);
    if (!grants) return [];
    const ofServer = grants.length > MANY ? this.#ofServer(agentId, grants, server) : grants;
    return ofServer.filter((grant) => grant.server === server && (grant.tool === null || grant.tool === tool));
  }

  #ofServer(agentId: string, grants: readonly Grant[], server: string): readonly Grant[] {
    let byServer = this.#byServer.get(agentId);
    if (!byServer) {
      byServer = Map.groupBy(grants, (grant) => grant.server);
      this.#byServer.set(agentId, byServer);
    }
    return byServer.get(server) ?? [];
  }
}
