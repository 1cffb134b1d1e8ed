import { Failure } from "./failure";
import type { CedarRecord, EngineRequest, Entity, EntityRef, FindEntity } from "./types";
import { own, type Value } from "./values";

/** One request while it is evaluated: what the compiled conditions of all policies share. */
export class Asked {
  readonly principal: EntityRef;
  readonly action: EntityRef;
  readonly resource: EntityRef;
  readonly context: CedarRecord;
  readonly principalEntity: Entity | undefined;
  readonly actionEntity: Entity | undefined;
  readonly resourceEntity: Entity | undefined;

  constructor(
    readonly request: EngineRequest,
    readonly find: FindEntity,
  ) {
    this.principal = request.principal;
    this.action = request.action;
    this.resource = request.resource;
    this.context = request.context;
    this.principalEntity = find(this.principal.uid);
    this.actionEntity = find(this.action.uid);
    this.resourceEntity = find(this.resource.uid);
  }

  entity(ref: EntityRef): Entity | undefined {
    if (ref === this.principal) return this.principalEntity;
    if (ref === this.resource) return this.resourceEntity;
    if (ref === this.action) return this.actionEntity;
    return this.find(ref.uid);
  }

  isIn(ref: EntityRef, uid: string): boolean {
    return ref.uid === uid || (this.entity(ref)?.ancestors.has(uid) ?? false);
  }

  /** @throws Failure when the context has no such key */
  contextOf(key: string): Value {
    const found = own(this.context, key);
    if (found === undefined) throw new Failure(`The context has no "${key}": ask with "context has" first.`);
    return found;
  }
}
