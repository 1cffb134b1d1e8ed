import type { MachineCaller } from "@/lib/credentials";
import { CountersignError } from "@/lib/errors";
import type { Call, EarlierCall } from "@/lib/policy";
import { ACTIONS, type Action } from "@/lib/policy/terms";
import type { Json, JsonObject } from "./json";

/** The four parts of an evaluation as they came; defaults are filled in by then. */
export interface Evaluation {
  subject: Json | undefined;
  action: Json | undefined;
  resource: Json | undefined;
  context: Json | undefined;
}

/** How the tool of a call is found by the name in `resource.id`, for names may hold a slash. */
export type FindTool = (agentId: string, full: string) => { server: string; name: string } | null;

const LIMITS = {
  id: 512,
  sentence: 4_000,
  request: 100_000,
  earlier: 200,
  results: 1_000_000,
  canDo: 100,
  resources: 100,
};
const REFERENCE = /^[\w.:@/+-]{1,128}$/;

/**
 * The call that an evaluation asks about (docs/decisions.md has the mapping). Members that are not known are ignored, as AuthZEN
 * asks; one that is known must have its type.
 * @throws CountersignError `invalid`; `forbidden` when the caller may not ask about this agent
 */
export function readCall(evaluation: Evaluation, caller: MachineCaller, findTool: FindTool): Call {
  const subject = readSubject(evaluation.subject, caller);
  const { full, args, resourceIds } = readResource(evaluation.resource);
  const context = evaluation.context === undefined ? {} : object(evaluation.context, "context");
  const tool = findTool(subject.agentId, full) ?? splitName(full);
  return {
    agentId: subject.agentId,
    instanceId: subject.instanceId,
    credentialId: caller.credentialId,
    tokenId: caller.tokenId,
    strength: caller.strength,
    chain: caller.chain.toReversed(),
    server: tool.server,
    tool: tool.name,
    action: readAction(evaluation.action),
    arguments: args,
    resourceIds,
    purpose: optionalText(context.purpose, "context.purpose", LIMITS.sentence) ?? "",
    network: optionalText(context.network, "context.network", LIMITS.id) ?? "",
    workflow: readWorkflow(context.workflow, caller),
    canDo: textsIn(context.can_do, "context.can_do", LIMITS.canDo),
  };
}

/**
 * The approval that an evaluation names (`context.approval.id`, AuthZEN Access Request and Approval Profile); null: none.
 * @throws CountersignError `invalid`
 */
export function readApproval(evaluation: Evaluation): { handle: string } | null {
  const { context } = evaluation;
  if (context === undefined || typeof context !== "object" || context === null || Array.isArray(context)) return null;
  if (context.approval === undefined || context.approval === null) return null;
  return { handle: text(object(context.approval, "context.approval").id, "context.approval.id", LIMITS.id) };
}

/** The agent asked about. @throws CountersignError `invalid`, `forbidden` */
export function readSubject(
  given: Json | undefined,
  caller: MachineCaller,
): { agentId: string; instanceId: string | null } {
  const subject = object(given, "subject");
  const type = text(subject.type, "subject.type", LIMITS.id);
  const id = text(subject.id, "subject.id", LIMITS.id);
  const isItself = type === "agent" && id === caller.agentId;
  if (isItself) return { agentId: id, instanceId: caller.instanceId };
  if (!caller.enforcesForOthers) {
    throw new CountersignError("forbidden", "An agent asks about itself: subject {type: agent, id: its own}.");
  }
  const properties = subject.properties === undefined ? {} : object(subject.properties, "subject.properties");
  const instanceId = optionalReference(properties.instance, "subject.properties.instance");
  // What is no agent is none under any other name either, and is answered as unknown.
  return { agentId: type === "agent" ? id : `${type}:${id}`, instanceId };
}

function readResource(given: Json | undefined) {
  const resource = object(given, "resource");
  const type = text(resource.type, "resource.type", LIMITS.id);
  const id = text(resource.id, "resource.id", LIMITS.id);
  const properties = resource.properties === undefined ? {} : object(resource.properties, "resource.properties");
  const args = properties.arguments === undefined ? {} : object(properties.arguments, "resource.properties.arguments");
  const resourceIds = textsIn(properties.resources, "resource.properties.resources", LIMITS.resources);
  for (const one of resourceIds) reference(one, "resource.properties.resources");
  return { full: type === "tool" ? id : `${type}:${id}`, args, resourceIds };
}

/** @throws CountersignError `invalid` */
export function readAction(given: Json | undefined): Action | null {
  const name = text(object(given, "action").name, "action.name", LIMITS.id);
  if (name === "call") return null;
  const action = ACTIONS.find((one) => one === name);
  if (!action) throw invalid(`action.name is "call" or one of ${ACTIONS.join(", ")}.`);
  return action;
}

/** The type of what is searched, and nothing else of it. @throws CountersignError `invalid` */
export function readType(given: Json | undefined, what: string): string {
  return text(object(given, what).type, `${what}.type`, LIMITS.id);
}

function readWorkflow(given: Json | undefined, caller: MachineCaller): Call["workflow"] {
  const workflow = given === undefined || given === null ? {} : object(given, "context.workflow");
  const earlier = workflow.earlier === undefined ? [] : array(workflow.earlier, "context.workflow.earlier");
  if (earlier.length > LIMITS.earlier)
    throw invalid(`context.workflow.earlier takes the last ${LIMITS.earlier} calls.`);
  return {
    request: optionalText(workflow.request, "context.workflow.request", LIMITS.request) ?? null,
    // A person that the token names is proven; one that the caller names is its word.
    personId: caller.personId ?? optionalReference(workflow.personId, "context.workflow.personId"),
    earlier: earlier.map((one, at) => readEarlier(one, `context.workflow.earlier.${at}`)),
  };
}

function readEarlier(given: Json, path: string): EarlierCall {
  const earlier = object(given, path);
  return {
    server: text(earlier.server, `${path}.server`, LIMITS.id),
    tool: text(earlier.tool, `${path}.tool`, LIMITS.id),
    arguments: earlier.arguments === undefined ? {} : object(earlier.arguments, `${path}.arguments`),
    result: optionalText(earlier.result, `${path}.result`, LIMITS.results) ?? null,
  };
}

// For a tool that nobody knows it does not matter where its name is cut.
function splitName(full: string): { server: string; name: string } {
  const slash = full.indexOf("/");
  return slash < 0 ? { server: "", name: full } : { server: full.slice(0, slash), name: full.slice(slash + 1) };
}

/** @throws CountersignError `invalid` */
export function object(value: Json | undefined, path: string): JsonObject {
  if (value === undefined) throw invalid(`${path} is missing.`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(`${path} must be an object.`);
  return value;
}

function array(value: Json, path: string): Json[] {
  if (!Array.isArray(value)) throw invalid(`${path} must be an array.`);
  return value;
}

/** A text that is not empty. @throws CountersignError `invalid` */
function text(value: Json | undefined, path: string, most: number): string {
  if (value === undefined) throw invalid(`${path} is missing.`);
  if (typeof value !== "string" || value === "") throw invalid(`${path} must be a text.`);
  if (value.length > most) throw invalid(`${path} takes ${most} characters at most.`);
  return value;
}

function optionalText(value: Json | undefined, path: string, most: number): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw invalid(`${path} must be a text.`);
  if (value.length > most) throw invalid(`${path} takes ${most} characters at most.`);
  return value;
}

function optionalReference(value: Json | undefined, path: string): string | null {
  return value === undefined || value === null ? null : reference(value, path);
}

function reference(value: Json, path: string): string {
  if (typeof value !== "string" || !REFERENCE.test(value)) throw invalid(`${path} must be an id.`);
  return value;
}

function textsIn(value: Json | undefined, path: string, most: number): string[] {
  if (value === undefined || value === null) return [];
  const found = array(value, path);
  if (found.length > most) throw invalid(`${path} takes ${most} entries at most.`);
  return found.map((one, at) => text(one, `${path}.${at}`, LIMITS.id));
}

export function invalid(sentence: string): CountersignError {
  return new CountersignError("invalid", sentence);
}
