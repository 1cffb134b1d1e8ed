import type { cedar } from "./cedar";
import { NotCovered } from "./failure";
import { refTo } from "./refs";
import type { Entity, EntityRef } from "./types";

/** What a policy's head asks of one part of a request. It never fails: it matches or not. */
type Constraint =
  | { op: "any" }
  | { op: "equals"; uid: string }
  | { op: "in"; uids: readonly string[] }
  | { op: "is"; type: string }
  | { op: "is in"; type: string; uid: string };

export interface Scope {
  principal: Constraint;
  action: Constraint;
  resource: Constraint;
}

/** @throws NotCovered */
export function scopeOf(policy: cedar.PolicyJson): Scope {
  return {
    principal: constraintOf(policy.principal),
    action: constraintOf(policy.action),
    resource: constraintOf(policy.resource),
  };
}

function constraintOf(json: cedar.PrincipalConstraint | cedar.ActionConstraint): Constraint {
  if (json.op === "All") return { op: "any" };
  if (json.op === "is") {
    const within = json.in && "entity" in json.in ? uidOf(json.in.entity) : null;
    if (json.in && !within) throw new NotCovered("a slot");
    return within ? { op: "is in", type: json.entity_type, uid: within } : { op: "is", type: json.entity_type };
  }
  if ("entities" in json) return { op: "in", uids: json.entities.map(uidOf) };
  if (!("entity" in json)) throw new NotCovered("a slot");
  return json.op === "==" ? { op: "equals", uid: uidOf(json.entity) } : { op: "in", uids: [uidOf(json.entity)] };
}

function uidOf(json: cedar.EntityUidJson): string {
  const { type, id } = "__entity" in json ? json.__entity : json;
  return refTo(type, id).uid;
}

/** One level of the index: what stands behind each thing that the policies of this level ask of one part of a request. */
class Level<T> {
  readonly #make: () => T;
  #any: T | null = null;
  readonly #equals = new Map<string, T>();
  readonly #within = new Map<string, T>();
  readonly #types = new Map<string, T>();
  readonly #typesWithin = new Map<string, Map<string, T>>();

  constructor(make: () => T) {
    this.#make = make;
  }

  of(constraint: Constraint): readonly T[] {
    switch (constraint.op) {
      case "any":
        this.#any ??= this.#make();
        return [this.#any];
      case "equals":
        return [this.#at(this.#equals, constraint.uid)];
      case "in":
        return [...new Set(constraint.uids)].map((uid) => this.#at(this.#within, uid));
      case "is":
        return [this.#at(this.#types, constraint.type)];
      case "is in": {
        let types = this.#typesWithin.get(constraint.uid);
        if (!types) {
          types = new Map();
          this.#typesWithin.set(constraint.uid, types);
        }
        return [this.#at(types, constraint.type)];
      }
    }
  }

  #at(map: Map<string, T>, key: string): T {
    let found = map.get(key);
    if (found === undefined) {
      found = this.#make();
      map.set(key, found);
    }
    return found;
  }

  /** Calls back with everything that an entity meets here; a list of actions may meet it twice. */
  meet(ref: EntityRef, entity: Entity | undefined, met: (found: T) => void): void {
    if (this.#any !== null) met(this.#any);
    if (this.#equals.size > 0) callWith(this.#equals.get(ref.uid), met);
    if (this.#types.size > 0) callWith(this.#types.get(ref.type), met);
    if (this.#within.size > 0 || this.#typesWithin.size > 0) {
      this.#meetWithin(ref, ref.uid, met);
      if (entity) for (const uid of entity.ancestors) if (uid !== ref.uid) this.#meetWithin(ref, uid, met);
    }
  }

  #meetWithin(ref: EntityRef, uid: string, met: (found: T) => void): void {
    callWith(this.#within.get(uid), met);
    callWith(this.#typesWithin.get(uid)?.get(ref.type), met);
  }
}

function callWith<T>(found: T | undefined, met: (found: T) => void): void {
  if (found !== undefined) met(found);
}

/** The parts of a request that heads of policies look at. */
export interface Heads {
  principal: EntityRef;
  action: EntityRef;
  resource: EntityRef;
  principalEntity: Entity | undefined;
  actionEntity: Entity | undefined;
  resourceEntity: Entity | undefined;
}

/** Policies by what their heads ask: a request meets those whose head it fits, however many others there are. */
export class ScopeIndex<T> {
  readonly #root = new Level(() => new Level(() => new Level<T[]>(() => [])));

  add({ principal, action, resource }: Scope, policy: T): void {
    for (const actions of this.#root.of(principal)) {
      for (const resources of actions.of(action)) {
        for (const policies of resources.of(resource)) policies.push(policy);
      }
    }
  }

  /** Every policy whose head the request fits, in no order; one that names several actions may come twice. */
  matching(heads: Heads): T[] {
    const found: T[] = [];
    this.#root.meet(heads.principal, heads.principalEntity, (actions) => {
      actions.meet(heads.action, heads.actionEntity, (resources) => {
        resources.meet(heads.resource, heads.resourceEntity, (policies) => {
          for (const policy of policies) found.push(policy);
        });
      });
    });
    return found;
  }
}
