import { answerOf, cedar, entityJson, requestJson } from "./cedar";
import {
  type EngineAnswer,
  type EngineRequest,
  type Entity,
  EntityRef,
  type FindEntity,
  type PolicySource,
} from "./types";
import type { Value } from "./values";

/** Cedar keeps what it parsed for ever: one name, parsed anew when the policies are others. */
const SET = "oracle";
let parsed: readonly PolicySource[] = [];

/**
 * What Cedar itself answers (Z1): the measure of the engine.
 * @throws Error when Cedar refuses the policies, the entities or the request
 */
export function oracleAnswer(
  sources: readonly PolicySource[],
  entities: readonly Entity[],
  request: EngineRequest,
): EngineAnswer {
  if (!sameSources(sources, parsed)) {
    parsed = [];
    const answered = cedar.preparsePolicySet(SET, { staticPolicies: textsById(sources) });
    if (answered.type === "failure") {
      throw new Error(`Cedar refused the policies: ${answered.errors.map((error) => error.message).join("; ")}`);
    }
    parsed = sources;
  }
  return answerOf(
    cedar.statefulIsAuthorized({
      ...requestJson(request),
      preparsedPolicySetId: SET,
      entities: entities.map(entityJson),
    }),
  );
}

/** The same for one policy, with the entities that a request leads to. */
export function askCedar(source: PolicySource, named: readonly EntityRef[], request: EngineRequest, find: FindEntity) {
  return answerOf(
    cedar.isAuthorized({
      ...requestJson(request),
      policies: { staticPolicies: { [source.id]: source.text } },
      entities: reached([...named, request.principal, request.action, request.resource], request, find).map(entityJson),
    }),
  );
}

function sameSources(one: readonly PolicySource[], other: readonly PolicySource[]): boolean {
  if (one === other) return one.length > 0;
  return (
    one.length === other.length &&
    one.length > 0 &&
    one.every(({ id, text }, at) => other[at]?.id === id && other[at]?.text === text)
  );
}

function textsById(sources: readonly PolicySource[]): Record<string, string> {
  return Object.fromEntries(sources.map(({ id, text }) => [id, text]));
}

/** Everything that an expression could come to from here: attributes and tags lead on, ancestors stand with whom they hold. */
function reached(from: readonly EntityRef[], request: EngineRequest, find: FindEntity): Entity[] {
  const found = new Map<string, Entity>();
  const waiting = [...from];
  collectRefs(request.context, waiting);
  for (let ref = waiting.pop(); ref; ref = waiting.pop()) {
    const entity = found.has(ref.uid) ? undefined : find(ref.uid);
    if (!entity) continue;
    found.set(ref.uid, entity);
    collectRefs(entity.attributes, waiting);
    if (entity.tags) collectRefs(entity.tags, waiting);
  }
  return [...found.values()];
}

function collectRefs(value: Value, into: EntityRef[]): void {
  if (value instanceof EntityRef) into.push(value);
  else if (typeof value === "object") for (const one of Object.values(value)) collectRefs(one as Value, into);
}
