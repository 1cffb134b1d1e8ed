import type { Grant } from "@/lib/entitlements/terms";
import { CountersignError } from "@/lib/errors";
import { cedar } from "./cedar";
import { grantPermits, type TagKind, tagsIn } from "./conditions";
import { Failure } from "./failure";
import { askCedar } from "./oracle";
import { refTo } from "./refs";
import { Asked } from "./request";
import type { EngineAnswer, EngineRequest, EntityRef, FindEntity, PolicySource } from "./types";

export type Effect = "permit" | "forbid";

/** Policies ready to decide: immutable, so that a decision in flight keeps the ones it began with. */
export interface Compiled {
  readonly sources: readonly PolicySource[];
  /** Cedar's answer over these policies and the grants, which must be open. */
  evaluate(request: EngineRequest, find: FindEntity, grants: readonly Grant[]): EngineAnswer;
  /** Of the policy of this id; none of an unknown one. */
  annotations(id: string): Readonly<Record<string, string>>;
  effect(id: string): Effect;
}

interface CompiledPolicy {
  source: PolicySource;
  effect: Effect;
  annotations: Readonly<Record<string, string>>;
  /** @throws Failure */
  holds(asked: Asked): boolean;
}

/** @throws CountersignError `invalid` with the policy's id and Cedar's message */
export function compilePolicies(sources: readonly PolicySource[]): Compiled {
  return new CompiledPolicies(sources, sources.map(compilePolicy));
}

function compilePolicy(source: PolicySource): CompiledPolicy {
  const answered = cedar.policyToJson(source.text);
  if (answered.type === "failure") {
    throw new CountersignError(
      "invalid",
      `The policy ${source.id} cannot be read: ${answered.errors.map((error) => error.message).join("; ")}.`,
    );
  }
  const { effect, annotations = {} } = answered.json;
  return { source, effect, annotations, holds: (asked) => holdsInCedar(source, asked) };
}

function holdsInCedar(source: PolicySource, asked: Asked): boolean {
  const named: EntityRef[] = [];
  const { determining, errors } = askCedar(source, named, asked.request, asked.find);
  const [error] = errors;
  if (error) throw new Failure(error.message);
  return determining.length > 0;
}

const NO_ANNOTATIONS: Readonly<Record<string, string>> = {};

class CompiledPolicies implements Compiled {
  readonly #byId: ReadonlyMap<string, CompiledPolicy>;

  constructor(
    readonly sources: readonly PolicySource[],
    readonly policies: readonly CompiledPolicy[],
  ) {
    this.#byId = new Map(policies.map((policy) => [policy.source.id, policy]));
  }

  evaluate(request: EngineRequest, find: FindEntity, grants: readonly Grant[]): EngineAnswer {
    const asked = new Asked(request, find);
    const permits: string[] = [];
    const forbids: string[] = [];
    const errors: { id: string; message: string }[] = [];
    for (const policy of this.policies) {
      const { id } = policy.source;
      attempt(id, errors, () => policy.holds(asked) && (policy.effect === "permit" ? permits : forbids).push(id));
    }
    const tagsOfKind = (kind: TagKind) => tagsIn(asked.contextOf(kind), find);
    const seen = {
      principal: asked.principal,
      action: asked.action,
      resource: asked.resource,
      isIn: (server: string) => asked.isIn(asked.resource, refTo("Server", server).uid),
      contextOf: (key: string) => asked.contextOf(key),
      tagsOfKind,
    };
    for (const grant of grants) attempt(grant.id, errors, () => grantPermits(grant, seen) && permits.push(grant.id));
    if (forbids.length > 0 || permits.length === 0) return { decision: "deny", determining: forbids, errors };
    return { decision: "allow", determining: permits, errors };
  }

  annotations(id: string): Readonly<Record<string, string>> {
    return this.#byId.get(id)?.annotations ?? NO_ANNOTATIONS;
  }

  effect(id: string): Effect {
    return this.#byId.get(id)?.effect ?? "permit";
  }
}

function attempt(id: string, errors: { id: string; message: string }[], work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    errors.push({ id, message: error.message });
  }
}
