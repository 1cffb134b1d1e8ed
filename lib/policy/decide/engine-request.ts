import type { Grant } from "@/lib/entitlements/terms";
import { refTo } from "../engine";
import { type CedarRecord, type CedarValue, type EngineRequest, type Entity, EntityRef } from "../engine/types";
import type { Action } from "../terms";
import { tagsOf } from "./arguments";
import type { AgentFacts, ApprovalFacts, Call, Provenance, ToolFacts } from "./types";

/** Where a request finds what it speaks of beside the agent and the tool. */
export interface Surroundings {
  chain: readonly AgentFacts[];
  isActive: (personId: string) => boolean;
  resource: (id: string) => { kind: string; dataClasses: readonly string[] } | undefined;
  /** This agent never used this tool before. */
  firstUse: boolean;
}

export interface Asked {
  agent: AgentFacts;
  tool: ToolFacts;
  action: Action;
  provenance: Provenance;
  around: Surroundings;
}

export interface PreparedRequest {
  request: EngineRequest;
  find: (uid: string) => Entity | undefined;
}

const NOBODY: ReadonlySet<string> = new Set();
const agentEntities = new WeakMap<AgentFacts, Entity>();
const toolEntities = new WeakMap<ToolFacts, Entity>();

/**
 * The call as Cedar sees it: the request, and the entities it speaks of.
 * @throws CountersignError `invalid` when the arguments are too large to decide about
 */
export function toEngineRequest(call: Call, asked: Asked, now: Date): PreparedRequest {
  const { agent, tool, action, provenance, around } = asked;
  const entities = new Map<string, Entity>();
  const add = (entity: Entity) => {
    entities.set(entity.ref.uid, entity);
    return entity.ref;
  };
  const principal = add(agentEntity(agent, call, around));
  const resource = add(toolEntity(tool));
  for (const id of [agent.ownerId, agent.deputyId, agent.sponsorId]) if (id) add(personEntity(id, around));
  const chain = around.chain.map((one) => add(agentEntity(one, null, around)));
  const touched = touchedBy(tool, call);
  const touches = touched.map((id) => add(resourceEntity(id, around)));
  const tags = tagsOf(call.arguments);
  const context: { [key: string]: CedarValue } = {
    now: now.getTime(),
    weekday: now.getUTCDay() || 7,
    hour: now.getUTCHours(),
    purpose: call.purpose,
    network: call.network,
    strength: call.strength,
    chain,
    texts: add(tagEntity("Texts", tags.texts)),
    numbers: add(tagEntity("Numbers", tags.numbers)),
    flags: add(tagEntity("Flags", tags.flags)),
    lists: add(tagEntity("Lists", tags.lists)),
    touches,
    provenance: provenanceRecord(provenance, around.firstUse),
  };
  if (call.instanceId) context.instance = call.instanceId;
  if (call.workflow.personId) context.person = add(personEntity(call.workflow.personId, around));
  const request = { principal, action: refTo("Action", action), resource, context };
  return { request, find: (uid) => entities.get(uid) };
}

/** The same request with an approval in it. */
export function approvedRequest(prepared: PreparedRequest, approval: ApprovalFacts): PreparedRequest {
  const by = approval.personIds.map((id) => made("Person", id));
  const active = new Map(by.map((ref) => [ref.uid, { ref, attributes: { active: true }, ancestors: NOBODY }]));
  const record = { by, groups: approval.groups, count: approval.count ?? approval.personIds.length };
  return {
    request: { ...prepared.request, context: { ...prepared.request.context, approval: record } },
    find: (uid) => prepared.find(uid) ?? active.get(uid),
  };
}

/** Every resource that a call touches: those its tool is linked to, and those the caller names. */
export function touchedBy(tool: ToolFacts, call: Call): readonly string[] {
  if (call.resourceIds.length === 0) return tool.resourceIds;
  return [...new Set([...tool.resourceIds, ...call.resourceIds])];
}

/** Whether a grant that is limited to one resource speaks of this call. */
export function touchesGranted(grant: Grant, touched: readonly string[]): boolean {
  return grant.resourceId === null || touched.includes(grant.resourceId);
}

// Names that come from callers are not kept: the table of kept names would grow with whatever they send.
function made(type: string, id: string): EntityRef {
  return new EntityRef(type, id, `${type}::${JSON.stringify(id)}`);
}

function agentEntity(agent: AgentFacts, call: Call | null, around: Surroundings): Entity {
  let entity = agentEntities.get(agent);
  if (!entity) {
    entity = {
      ref: refTo("Agent", agent.id),
      attributes: agentAttributes(agent),
      ancestors: agent.teamId ? new Set([refTo("Team", agent.teamId).uid]) : NOBODY,
    };
    agentEntities.set(agent, entity);
  }
  const owned = agent.owned && agent.ownerId !== null && around.isActive(agent.ownerId);
  const attested = agent.attested || call?.strength === "attested";
  if (owned === agent.owned && attested === agent.attested) return entity;
  return { ...entity, attributes: { ...entity.attributes, owned, attested } };
}

function agentAttributes(agent: AgentFacts): CedarRecord {
  const { name, tier, environment, status, kind, autonomy, exposure, provider, model, purpose, owned, attested } =
    agent;
  const stated = {
    name,
    tier,
    environment,
    status,
    kind,
    autonomy,
    exposure,
    provider,
    model,
    purpose,
    owned,
    attested,
  };
  return {
    ...stated,
    revision: agent.revision,
    ...(agent.ownerId && { owner: refTo("Person", agent.ownerId) }),
    ...(agent.deputyId && { deputy: refTo("Person", agent.deputyId) }),
    ...(agent.sponsorId && { sponsor: refTo("Person", agent.sponsorId) }),
  };
}

function toolEntity(tool: ToolFacts): Entity {
  let entity = toolEntities.get(tool);
  if (!entity) {
    const { name, state, effect, tier, capabilities, dataClasses } = tool;
    const resources = tool.resourceIds.map((id) => refTo("Resource", id));
    entity = {
      ref: refTo("Tool", `${tool.server}/${name}`),
      attributes: { name, state, effect, tier, capabilities, resources, dataClasses },
      ancestors: new Set([refTo("Server", tool.server).uid]),
    };
    toolEntities.set(tool, entity);
  }
  return entity;
}

function personEntity(id: string, around: Surroundings): Entity {
  return { ref: made("Person", id), attributes: { active: around.isActive(id) }, ancestors: NOBODY };
}

function resourceEntity(id: string, around: Surroundings): Entity {
  const known = around.resource(id);
  // One that nobody registered has no kind and no data classes, and can be in no policy's list of harmless ones.
  const attributes = { kind: known?.kind ?? "unknown", dataClasses: known?.dataClasses ?? [] };
  return { ref: made("Resource", id), attributes, ancestors: NOBODY };
}

function tagEntity(type: string, tags: CedarRecord): Entity {
  return { ref: refTo(type, "call"), attributes: {}, ancestors: NOBODY, tags };
}

function provenanceRecord(provenance: Provenance, firstUse: boolean): CedarRecord {
  const from = (origin: string) =>
    provenance.arguments.filter((one) => one.origin === origin).map((one) => one.argument);
  return {
    requestKnown: provenance.requestKnown,
    worst: provenance.worst,
    stated: from("stated"),
    untrusted: from("untrusted"),
    nowhere: from("nowhere"),
    readUntrusted: provenance.readUntrusted,
    carriesOut: provenance.carriesOut,
    asked: provenance.asked,
    ordered: provenance.ordered,
    firstUse,
  };
}
