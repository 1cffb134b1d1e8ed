import type { Grant } from "@/lib/entitlements/terms";
import { type GrantRequest, grantPermits, type TagKind, tagsIn } from "./conditions";
import type { Test } from "./expression";
import { Failure } from "./failure";
import { refTo } from "./refs";
import { Asked } from "./request";
import { type Scope, ScopeIndex } from "./scope";
import type { EngineAnswer, EngineRequest, FindEntity, PolicySource } from "./types";

export type Effect = "permit" | "forbid";

/** Policies ready to decide: immutable, so that a decision in flight keeps the ones it began with. */
export interface Compiled {
  readonly sources: readonly PolicySource[];
  /** Cedar's answer over these policies and the grants, which must be open. Ids in the order of the sources, then of the grants. */
  evaluate(request: EngineRequest, find: FindEntity, grants: readonly Grant[]): EngineAnswer;
  /** Of the policy of this id; none of an unknown one. */
  annotations(id: string): Readonly<Record<string, string>>;
  /** @throws Error when there is no policy of this id */
  effect(id: string): Effect;
}

export interface CompiledPolicy {
  source: PolicySource;
  effect: Effect;
  annotations: Readonly<Record<string, string>>;
  scope: Scope;
  /** Whether the conditions hold for a request that fits the head. @throws Failure */
  holds: Test;
}

interface Placed {
  at: number;
  policy: CompiledPolicy;
}

type Errors = { id: string; message: string }[];

const NO_ANNOTATIONS: Readonly<Record<string, string>> = {};

export class CompiledPolicies implements Compiled {
  readonly #byId = new Map<string, CompiledPolicy>();
  readonly #index = new ScopeIndex<Placed>();

  constructor(readonly sources: readonly PolicySource[]) {}

  /** For the compiler alone, in the order of the sources. */
  add(policy: CompiledPolicy): void {
    this.#index.add(policy.scope, { at: this.#byId.size, policy });
    this.#byId.set(policy.source.id, policy);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** What was compiled of the same text under the same id. */
  sameAs({ id, text }: PolicySource): CompiledPolicy | undefined {
    const found = this.#byId.get(id);
    return found?.source.text === text ? found : undefined;
  }

  evaluate(request: EngineRequest, find: FindEntity, grants: readonly Grant[]): EngineAnswer {
    const asked = new Asked(request, find);
    const permits: string[] = [];
    const forbids: string[] = [];
    const errors: Errors = [];
    let before: Placed | undefined;
    for (const placed of this.#index.matching(asked).sort((one, other) => one.at - other.at)) {
      if (placed === before) continue;
      before = placed;
      const { policy } = placed;
      const { id } = policy.source;
      if (succeeds(policy.holds, asked, id, errors)) (policy.effect === "permit" ? permits : forbids).push(id);
    }
    if (grants.length > 0) {
      const seen = asGrantsSee(asked);
      for (const grant of grants) {
        if (succeeds((one: GrantRequest) => grantPermits(grant, one), seen, grant.id, errors)) permits.push(grant.id);
      }
    }
    if (forbids.length > 0 || permits.length === 0) return { decision: "deny", determining: forbids, errors };
    return { decision: "allow", determining: permits, errors };
  }

  annotations(id: string): Readonly<Record<string, string>> {
    return this.#byId.get(id)?.annotations ?? NO_ANNOTATIONS;
  }

  effect(id: string): Effect {
    const found = this.#byId.get(id);
    if (!found) throw new Error(`there is no policy ${id}`);
    return found.effect;
  }
}

/** A policy that fails is skipped, whatever its effect, and reported. */
function succeeds<T>(holds: (asked: T) => boolean, asked: T, id: string, errors: Errors): boolean {
  try {
    return holds(asked);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    errors.push({ id, message: error.message });
    return false;
  }
}

function asGrantsSee(asked: Asked): GrantRequest {
  const { principal, action, resource } = asked;
  return {
    principal,
    action,
    resource,
    isIn: (server) => asked.isIn(resource, refTo("Server", server).uid),
    contextOf: (key) => asked.contextOf(key),
    tagsOfKind: (kind: TagKind) => tagsIn(asked.contextOf(kind), asked.find),
  };
}
