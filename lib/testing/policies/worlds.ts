import type { Condition, Grant, Operator } from "@/lib/entitlements/terms";
import { OPERATORS } from "@/lib/entitlements/terms";
import { GrantIndex, grantPolicy, refTo } from "@/lib/policy/engine";
import {
  type CedarRecord,
  type CedarValue,
  Decimal,
  type EngineRequest,
  type Entity,
  type PolicySource,
} from "@/lib/policy/engine/types";
import { Draw } from "./draw";
import { Expressions, inQuotes } from "./expressions";
import { ACTIONS, ATTRIBUTES, IDS, LONGS, PATHS, TAG_TYPES, TEXTS, TYPES, type Vocabulary } from "./words";

/** Policies, grants and entities that were drawn together, and requests to them. */
export interface World {
  seed: number;
  policies: readonly PolicySource[];
  grants: readonly Grant[];
  entities: readonly Entity[];
  requests: readonly { request: EngineRequest; tags: readonly Entity[] }[];
}

export function drawWorld(seed: number, requestCount: number): World {
  const draw = new Draw(seed);
  const vocabulary = drawVocabulary(draw);
  const expressions = new Expressions(draw, vocabulary);
  const entities = drawEntities(draw, vocabulary);
  return {
    seed,
    policies: Array.from({ length: 6 + draw.below(7) }, (_, at) => drawPolicy(expressions, `policy ${at}`)),
    grants: shared(Array.from({ length: draw.below(5) }, (_, at) => drawGrant(draw, `ent_${at}`))),
    entities,
    requests: Array.from({ length: requestCount }, () => drawRequest(draw, vocabulary)),
  };
}

/** The same world for Cedar: grants as policies. */
export function asPolicies({ policies, grants }: World): PolicySource[] {
  return [...policies, ...grants.map(grantPolicy)];
}

/** As decisions get them: out of the index. */
function shared(grants: readonly Grant[]): Grant[] {
  const index = new GrantIndex();
  for (const grant of grants) index.put(grant);
  return grants.flatMap(({ id }) => index.get(id) ?? []);
}

function drawPolicy(expressions: Expressions, id: string): PolicySource {
  const { draw } = expressions;
  const entity = (types: readonly string[]) => `${draw.one(types)}::${inQuotes(draw.one(IDS))}`;
  const constraint = (name: string, types: readonly string[]) =>
    draw.chance(0.75)
      ? name
      : draw.one([
          `${name} == ${entity(types)}`,
          `${name} in ${entity(TYPES)}`,
          `${name} is ${draw.one(types)}`,
          `${name} is ${draw.one(types)} in ${entity(TYPES)}`,
        ]);
  const verb = () => `Action::${inQuotes(draw.one(ACTIONS))}`;
  const action = draw.chance(0.6)
    ? "action"
    : draw.one([
        `action == ${verb()}`,
        `action in ${verb()}`,
        `action in [${[verb(), ...draw.several(2, verb)].join(", ")}]`,
        `action in Action::"group"`,
      ]);
  const clause = () => `${draw.one(["when", "when", "unless"])} { ${expressions.of("Bool", 3)} }`;
  const head = `${constraint("principal", ["Agent", "Person"])}, ${action}, ${constraint("resource", ["Tool", "Server"])}`;
  return { id, text: `${draw.one(["permit", "permit", "forbid"])}(${head}) ${draw.several(2, clause).join(" ")};` };
}

function drawGrant(draw: Draw, id: string): Grant {
  return {
    id,
    agentId: draw.one(IDS),
    server: draw.one(["a", "a/b", "😀"]),
    tool: draw.one([null, null, "b", "b/c"]),
    resourceId: draw.chance(0.2) ? draw.one(IDS) : null,
    actions: ACTIONS.filter(() => draw.chance(0.6)),
    conditions: draw.several(2, () => drawCondition(draw)),
    windows: [],
    startsAt: null,
    expiresAt: null,
  };
}

function drawCondition(draw: Draw): Condition {
  const operator: Operator = draw.one(OPERATORS);
  const value = draw.one([
    undefined,
    draw.one([1.5, 100, -1.00001, 1e30, 0]),
    draw.one(TEXTS),
    draw.one([...TEXTS, "D*3", "*"]),
    draw.chance(0.5),
    draw.several(3, () => draw.one(TEXTS)),
  ]);
  return value === undefined ? { argument: draw.one(PATHS), operator } : { argument: draw.one(PATHS), operator, value };
}

// Few at a time: what Cedar spends on a question grows with the entities it is handed.
const CASTS = [
  ["Agent", "Tool"],
  ["Agent", "Tool", "Person"],
  ["Agent", "Odd::Name"],
  ["Agent", "Tool", "Server"],
  ["Tool", "Resource"],
  [],
] as const;

function drawEntities(draw: Draw, vocabulary: Vocabulary): Entity[] {
  const entities: Entity[] = [];
  for (const type of draw.one(CASTS)) {
    const ref = refTo(type, draw.one(type === "Tool" ? ["a/b", "a/b/c", "1"] : NEAR));
    if (entities.some((one) => one.ref.uid === ref.uid)) continue;
    const above = type === "Tool" ? [refTo("Server", draw.one(["a", "a/b", "1"])).uid] : [];
    const teams = draw.several(2, () => refTo("Team", draw.one(IDS)).uid);
    const ancestors = new Set([...above, ...teams]);
    const tags = draw.chance(0.3) ? { tags: drawRecord(draw, vocabulary) } : {};
    entities.push({ ref, attributes: drawRecord(draw, vocabulary), ancestors, ...tags });
  }
  const group = refTo("Action", "group").uid;
  entities.push({ ref: refTo("Action", "pay"), attributes: {}, ancestors: new Set(draw.chance(0.7) ? [group] : []) });
  return entities.map((entity) => ({ ...entity, ancestors: inFull(entity, entities) }));
}

/** With what the server of a tool is in: what an entity is in is told in full. */
function inFull({ ancestors }: Entity, entities: readonly Entity[]): ReadonlySet<string> {
  const above = [...ancestors].flatMap((uid) => [...(entities.find(({ ref }) => ref.uid === uid)?.ancestors ?? [])]);
  return new Set([...ancestors, ...above]);
}

const VALUES: Record<keyof typeof ATTRIBUTES, (draw: Draw) => CedarValue> = {
  Bool: (draw) => draw.chance(0.5),
  Long: (draw) => draw.one(LONGS),
  String: (draw) => draw.one(TEXTS),
  Entity: (draw) => refTo(draw.one(TYPES), draw.one(IDS)),
  TextSet: (draw) => draw.several(3, () => draw.one(TEXTS)),
  LongSet: (draw) => draw.several(3, () => draw.one(LONGS)),
  EntitySet: (draw) => draw.several(3, () => refTo(draw.one(TYPES), draw.one(IDS))),
  NestedSet: (draw) => draw.several(2, () => draw.several(2, () => draw.one(LONGS))),
  Decimal: (draw) => new Decimal(draw.one([0n, 15_000n, -15_000n, 2n ** 63n - 1n, -(2n ** 63n), 999_999n])),
  Record: (draw) => ({ big: draw.one(LONGS), limits: { big: draw.one(LONGS) }, owned: draw.chance(0.5) }),
};

/** A name for most kinds. Few, because Cedar spends most of its time on taking over what it is handed. */
function drawVocabulary(draw: Draw): Vocabulary {
  const kinds = (Object.keys(ATTRIBUTES) as (keyof typeof ATTRIBUTES)[]).filter(() => draw.chance(0.6));
  return Object.fromEntries(kinds.map((kind) => [kind, draw.one(ATTRIBUTES[kind])]));
}

function drawRecord(draw: Draw, vocabulary: Vocabulary): CedarRecord {
  const record: { [key: string]: CedarValue } = Object.create(null);
  for (const [kind, name] of Object.entries(vocabulary)) {
    if (draw.chance(0.25)) continue;
    const drawn = draw.chance(0.03) ? draw.one(["Long", "String"] as const) : (kind as keyof typeof ATTRIBUTES);
    record[name] = VALUES[drawn](draw);
  }
  return record;
}

const TAG_VALUES = {
  texts: VALUES.String,
  numbers: VALUES.Decimal,
  flags: VALUES.Bool,
  lists: VALUES.TextSet,
} as const;

// The first ids more often than the others, so that requests meet the entities of their world.
const NEAR = [...IDS, IDS[0], IDS[0], IDS[1]];

function drawRequest(draw: Draw, vocabulary: Vocabulary): { request: EngineRequest; tags: Entity[] } {
  const context: { [key: string]: CedarValue } = { ...drawRecord(draw, vocabulary) };
  const tags: Entity[] = [];
  for (const kind of Object.keys(TAG_TYPES) as (keyof typeof TAG_TYPES)[]) {
    if (draw.chance(0.03)) continue;
    const ref = refTo(TAG_TYPES[kind], "call");
    context[kind] = draw.chance(0.01) ? "no entity" : ref;
    if (draw.chance(0.35)) continue;
    const values: { [key: string]: CedarValue } = Object.create(null);
    for (const path of PATHS) {
      if (draw.chance(0.3)) values[path] = draw.chance(0.02) ? VALUES.Long(draw) : TAG_VALUES[kind](draw);
    }
    tags.push({ ref, attributes: {}, ancestors: new Set(), tags: values });
  }
  if (draw.chance(0.95)) context.touches = draw.several(3, () => refTo("Resource", draw.one(IDS)));
  const principal = refTo(draw.chance(0.9) ? "Agent" : "Person", draw.one(NEAR));
  const resource = draw.chance(0.9) ? refTo("Tool", draw.one(["a/b", "a/b/c", "1"])) : refTo("Server", draw.one(IDS));
  return { request: { principal, action: refTo("Action", draw.one(ACTIONS)), resource, context }, tags };
}
