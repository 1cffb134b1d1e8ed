import { cancelRequest, getTask, reportOutcome, type TaskView, waitForTask } from "@/lib/approvals";
import { notFound } from "@/lib/errors";
import { contextOf, machineOf, readAsked } from "../authzen/door";
import type { Json } from "../authzen/json";
import { takePace } from "../authzen/rate";
import { invalid } from "../authzen/request";
import { type Exchange, sendJson } from "../exchange";
import { asking } from "./problem";
import { text } from "./read-submission";
import { bodyOf } from "./task-body";
import { secondsAsked, takePlace } from "./waiting";

export const TASKS = "/access/v1/requests/";
/** Between two looks of somebody who does not wait here. */
const RETRY_SECONDS = 2;
const WORDS = 1_000;
const OUTCOMES = ["executed", "failed", "unknown"] as const;

/** `GET …/{handle}`, `POST …/{handle}/cancel`, `POST …/{handle}/outcome`. */
export const task = asking(async (exchange) => {
  const [handle = "", verb, ...rest] = exchange.path.slice(TASKS.length).split("/");
  if (rest.length > 0) throw notFound("address");
  const posted = exchange.request.method === "POST";
  if (verb === undefined && !posted) return read(exchange, handle);
  if (verb === "cancel" && posted) return cancel(exchange, handle);
  if (verb === "outcome" && posted) return report(exchange, handle);
  throw notFound("address");
});

async function read(exchange: Exchange, handle: string): Promise<void> {
  const caller = await machineOf(exchange);
  takePace(caller, 1, performance.now());
  const ctx = contextOf(exchange, caller, {});
  const seconds = secondsAsked(exchange.request);
  const leave = seconds > 0 ? takePlace(caller.agentId) : null;
  if (!leave) {
    const found = await getTask(ctx, { handle, caller });
    if (found.status === "pending") exchange.response.setHeader("retry-after", String(RETRY_SECONDS));
    return sendJson(exchange.response, 200, bodyOf(found));
  }
  const gone = new AbortController();
  exchange.response.once("close", () => gone.abort());
  try {
    const found = await waitForTask(ctx, { handle, caller, milliseconds: seconds * 1_000, signal: gone.signal });
    exchange.response.setHeader("preference-applied", `wait=${seconds}`);
    sendJson(exchange.response, 200, bodyOf(found));
  } finally {
    leave();
  }
}

async function cancel(exchange: Exchange, handle: string): Promise<void> {
  const hasBody = exchange.request.headers["content-type"] !== undefined;
  const { ctx, caller, body } = hasBody ? await readAsked(exchange) : await bodiless(exchange);
  takePace(caller, 1, performance.now());
  const words = { ...word(body.reason, "reason"), ...word(body.comment, "comment") };
  sendJson(exchange.response, 200, bodyOf(await cancelRequest(ctx, { handle, caller, ...words })));
}

/** "The cancellation request body is an OPTIONAL JSON object." */
async function bodiless(exchange: Exchange) {
  const caller = await machineOf(exchange);
  const body: { [key: string]: Json } = {};
  return { ctx: contextOf(exchange, caller, body), caller, body };
}

async function report(exchange: Exchange, handle: string): Promise<void> {
  const { ctx, caller, body } = await readAsked(exchange);
  takePace(caller, 1, performance.now());
  const outcome = OUTCOMES.find((one) => one === body.outcome);
  if (!outcome) throw invalid(`outcome is one of ${OUTCOMES.join(", ")}.`);
  const digest = body.digest === undefined ? {} : { digest: text(body.digest, "digest", 64) };
  const told = { handle, caller, outcome, receipt: body.receipt ?? null, ...digest };
  const found: TaskView = await reportOutcome(ctx, told);
  sendJson(exchange.response, 200, bodyOf(found));
}

function word<K extends string>(given: Json | undefined, name: K): { [Name in K]?: string } {
  if (given === undefined || given === null) return {};
  return { [name]: text(given, name, WORDS) } as { [Name in K]?: string };
}
