import { type Context, contextFor } from "@/lib/context";
import type { MachineCaller } from "@/lib/credentials";
import { CountersignError, isCountersignError } from "@/lib/errors";
import type { Log } from "@/lib/http/log";
import { type DecisionCaller, type DecisionPoint, decisionPoint } from "@/lib/policy";
import { callerOf } from "../caller";
import { type Exchange, type Handler, readBody, sendJson } from "../exchange";
import { sendProblem } from "../problem";
import { type JsonObject, readStrictJson } from "./json";

const MAX_BODY_BYTES = 1_048_576;
const MAX_REQUEST_ID = 1_024;

/** What a handler of this protocol is given: who asks, what, and what it is decided on. */
export interface Asked {
  ctx: Context;
  caller: MachineCaller;
  decisionCaller: DecisionCaller;
  point: DecisionPoint;
  body: JsonObject;
  /** Under the same key the same use of an approval is answered once more (`Idempotency-Key`); of this request alone where none is given. */
  useKey: string;
}

/** The decision point of the machines' door; its troubles stand in the log. */
export function pointOf(log: Log): Promise<DecisionPoint> {
  return decisionPoint("api", (error) => log.error({ err: error }, "changes could not be read; decisions fail closed"));
}

/** A POST of AuthZEN: identified, authenticated, parsed, answered with JSON. */
export function answering(work: (asked: Asked) => Promise<unknown>): Handler {
  return guarded(async (exchange) => sendJson(exchange.response, 200, await work(await readAsked(exchange))));
}

/**
 * Who posts, and what: for handlers that answer with a status of their own.
 * @throws TokenRefusal (`unauthenticated`), CountersignError `forbidden`, `invalid`, `too_large`
 */
export async function readAsked(exchange: Exchange): Promise<Asked> {
  const caller = await machineOf(exchange);
  if (!isJson(exchange.request.headers["content-type"])) {
    throw new CountersignError("invalid", "Send the body as application/json.");
  }
  const body = readStrictJson(await readBody(exchange, MAX_BODY_BYTES));
  return {
    ctx: contextOf(exchange, caller, body),
    caller,
    decisionCaller: callerAs(caller),
    point: await pointOf(exchange.log),
    body,
    useKey: givenKeyOf(exchange),
  };
}

/** Answers what AuthZEN calls a bad request with 400, and gives the caller's own request id back. */
export function guarded(handle: (exchange: Exchange) => Promise<void>): Handler {
  return async (exchange) => {
    echoRequestId(exchange);
    try {
      await handle(exchange);
    } catch (error) {
      if (isCountersignError(error) && error.code === "rate_limited") exchange.response.setHeader("retry-after", "1");
      if (!isCountersignError(error) || error.code !== "invalid") throw error;
      sendProblem(exchange, error, 400);
    }
  };
}

/**
 * The machine that calls, with a token for deciding.
 * @throws TokenRefusal (`unauthenticated`), CountersignError `forbidden`
 */
export async function machineOf(exchange: Exchange): Promise<MachineCaller> {
  const point = await pointOf(exchange.log);
  const caller = await callerOf(exchange, { isRevoked: (bearer) => point.endings.covers(bearer) });
  if (!caller.scope.includes("decide")) {
    exchange.response.setHeader("www-authenticate", 'Bearer error="insufficient_scope", scope="decide"');
    throw new CountersignError("forbidden", "This token is not for decisions: ask for one with the scope decide.");
  }
  return caller;
}

function callerAs(caller: MachineCaller): DecisionCaller {
  return { kind: caller.enforcesForOthers ? "gateway" : "agent", id: caller.agentId };
}

/** As whom, and in which piece of work, the caller acts. */
export function contextOf(exchange: Exchange, caller: MachineCaller, body: JsonObject): Context {
  const actor = { kind: "agent", id: caller.agentId, instanceId: caller.instanceId } as const;
  const correlationId = workflowIdOf(body);
  return contextFor(actor, { requestId: exchange.requestId, ...(correlationId ? { correlationId } : {}) });
}

/** `context.workflow.id` joins the decisions of one piece of work. */
function workflowIdOf(body: JsonObject): string | null {
  const { context } = body;
  const workflow = typeof context === "object" && context && !Array.isArray(context) ? context.workflow : null;
  const id = typeof workflow === "object" && workflow && !Array.isArray(workflow) ? workflow.id : null;
  return typeof id === "string" && /^[\w.:-]{1,64}$/.test(id) ? id : null;
}

function echoRequestId({ request, response }: Exchange): void {
  const given = request.headers["x-request-id"];
  if (typeof given === "string" && given.length <= MAX_REQUEST_ID && /^[\x20-\x7e]+$/.test(given)) {
    response.setHeader("x-request-id", given);
  }
}

/** @throws CountersignError `invalid` */
function givenKeyOf({ request, requestId }: Exchange): string {
  const given = request.headersDistinct["idempotency-key"];
  // A space can be in no key that is given, so nobody can name this one afterwards.
  if (!given) return `request ${requestId}`;
  if (given.length !== 1 || !/^[\x21-\x7e]{1,255}$/.test(given[0] ?? "")) {
    throw new CountersignError("invalid", "Idempotency-Key is one word of up to 255 visible ASCII characters.");
  }
  return given[0] as string;
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? "");
}
