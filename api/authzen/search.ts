import { createHash } from "node:crypto";
import { actionOf } from "@/lib/entitlements/terms";
import { answerCall, isAllowed } from "@/lib/policy";
import { type Asked, answering } from "./door";
import type { Json, JsonObject } from "./json";
import { takePace } from "./rate";
import { invalid, object, readAction, readCall, readSubject, readType } from "./request";

const DEFAULT_LIMIT = 100;
const MOST_RESULTS = 1_000;
/** Candidates that one request looks at: a page may hold fewer results than asked for, and goes on with its token. */
const MOST_LOOKED_AT = 2_000;
/** Between so many the process serves others. */
const BREATH = 100;
/** What a search costs of the caller's pace. */
const PACE = 10;

/** `POST /access/v1/search/subject`: which agents may do this with this tool. */
export const searchSubjects = answering(async (asked) => {
  const { body, point, caller } = asked;
  const type = readType(body.subject, "subject");
  readAction(body.action);
  const resource = object(body.resource, "resource");
  const full = resource.type === "tool" && typeof resource.id === "string" ? resource.id : null;
  if (full === null) readCall({ ...partsOf(body), subject: { type: "agent", id: caller.agentId } }, caller, () => null);
  const everyone = caller.enforcesForOthers ? point.snapshot.agentIds() : [caller.agentId];
  const agents = type === "agent" && full !== null ? withTool(asked, everyone, full) : [];
  return pageOf(
    asked,
    agents,
    (id) => ({ key: id, result: { type: "agent", id } }),
    (id) => isOpenTo(asked, { subject: { type: "agent", id } }),
  );
});

/** `POST /access/v1/search/resource`: with which of its tools may the agent do this. */
export const searchResources = answering(async (asked) => {
  const { body, caller, point } = asked;
  const { agentId } = readSubject(body.subject, caller);
  readAction(body.action);
  const tools = readType(body.resource, "resource") === "tool" ? point.snapshot.toolsOf(agentId) : [];
  const names = tools.map((tool) => `${tool.server}/${tool.name}`).sort();
  const properties = object(body.resource, "resource").properties;
  const named = (id: string) => ({ type: "tool", id, ...(properties !== undefined && { properties }) });
  return pageOf(
    asked,
    names,
    (id) => ({ key: id, result: { type: "tool", id } }),
    (id) => isOpenTo(asked, { resource: named(id) }),
  );
});

/** `POST /access/v1/search/action`: what may the agent do with this tool. */
export const searchActions = answering(async (asked) => {
  const { body, caller, point } = asked;
  const { agentId } = readSubject(body.subject, caller);
  const id = object(body.resource, "resource").id;
  const tool = typeof id === "string" ? point.snapshot.toolNamed(agentId, id) : null;
  const names = tool ? ["call", actionOf(tool)] : [];
  return pageOf(
    asked,
    names,
    (name) => ({ key: name, result: { name } }),
    (name) => isOpenTo(asked, { action: { name } }),
  );
});

function* withTool({ point }: Asked, agentIds: Iterable<string>, full: string): Iterable<string> {
  for (const id of agentIds) if (point.snapshot.toolNamed(id, full)) yield id;
}

/** What an evaluation would be answered now. Nothing is recorded: a search lets nothing through. */
function isOpenTo({ body, caller, point, ctx }: Asked, found: JsonObject): boolean {
  const call = readCall({ ...partsOf(body), ...found }, caller, (agentId, full) =>
    point.snapshot.toolNamed(agentId, full),
  );
  return isAllowed(answerCall(point.groundFor(call), call, ctx.now));
}

function partsOf(body: JsonObject) {
  return { subject: body.subject, action: body.action, resource: body.resource, context: body.context };
}

interface Found {
  key: string;
  result: JsonObject;
}

/** A page of those that pass, and the token to go on with (section 8.2). */
async function pageOf(
  asked: Asked,
  candidates: Iterable<string>,
  found: (candidate: string) => Found,
  passes: (candidate: string) => boolean,
): Promise<JsonObject> {
  takePace(asked.caller, PACE, performance.now());
  asked.point.assertFresh();
  const { limit, after } = readPage(asked.body);
  const results: Json[] = [];
  let looked = 0;
  let last = after;
  let skipping = after !== null;
  for (const candidate of candidates) {
    const { key, result } = found(candidate);
    if (skipping) {
      skipping = key !== after;
      continue;
    }
    if (results.length >= limit || looked >= MOST_LOOKED_AT) {
      return { page: { next_token: tokenFor(asked.body, last), count: results.length }, results };
    }
    if (++looked % BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
    if (passes(candidate)) results.push(result);
    last = key;
  }
  return { page: { next_token: "", count: results.length }, results };
}

function readPage(body: JsonObject): { limit: number; after: string | null } {
  if (body.page === undefined) return { limit: DEFAULT_LIMIT, after: null };
  const page = object(body.page, "page");
  const { limit = DEFAULT_LIMIT, token } = page;
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 0)
    throw invalid("page.limit is a whole number.");
  if (token === undefined || token === "") return { limit: Math.min(limit, MOST_RESULTS), after: null };
  const [digest, after] = typeof token === "string" ? opened(token) : [];
  if (digest !== digestOf(body) || typeof after !== "string") {
    throw invalid("page.token is not one of this search: begin it anew without a token.");
  }
  return { limit: Math.min(limit, MOST_RESULTS), after };
}

function tokenFor(body: JsonObject, after: string | null): string {
  return Buffer.from(JSON.stringify([digestOf(body), after])).toString("base64url");
}

function opened(token: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** What must stay the same from page to page: everything but the token. */
function digestOf({ page, ...rest }: JsonObject): string {
  const { token: _, ...other } = page === undefined ? {} : object(page, "page");
  return createHash("sha256")
    .update(JSON.stringify([rest, other]))
    .digest("base64url");
}
