import type { IncomingMessage, ServerResponse } from "node:http";
import { CountersignError } from "@/lib/errors";
import type { Log } from "@/lib/http/log";
import { newId } from "@/lib/ids";
import { ACCESS_REQUESTS } from "./access-requests";
import { AUTHZEN } from "./authzen";
import { EVENTS } from "./events";
import { type Exchange, posts, type Route, reads } from "./exchange";
import { live, ready } from "./health";
import { handleLogRequest } from "./log-tiles";
import { oauthEndpoint } from "./oauth/endpoint";
import { jwks, metadata } from "./oauth/metadata";
import { OTLP } from "./otlp";
import { sendProblem } from "./problem";
import { REPORTS } from "./reports";

/** One file per protocol; a path ending in "/" takes everything below it. */
const ROUTES: Readonly<Record<string, Route>> = {
  ...ACCESS_REQUESTS,
  ...AUTHZEN,
  ...EVENTS,
  ...OTLP,
  ...REPORTS,
  "/health/live": reads(live),
  "/health/ready": reads(ready),
  "/.well-known/oauth-authorization-server": reads(metadata),
  "/oauth/introspect": posts(oauthEndpoint),
  "/oauth/jwks": reads(jwks),
  "/oauth/revoke": posts(oauthEndpoint),
  "/oauth/token": posts(oauthEndpoint),
  "/log/": reads(({ request, response }) => handleLogRequest(request, response)),
};

const PREFIXES = Object.keys(ROUTES).filter((route) => route.endsWith("/"));

export function routeOf(path: string): Route | undefined {
  if (!path.endsWith("/") && Object.hasOwn(ROUTES, path)) return ROUTES[path];
  const prefix = PREFIXES.find((route) => path.startsWith(route));
  return prefix ? ROUTES[prefix] : undefined;
}

/** Answers every request at the machines' door: the handler's answer or a problem document, and one line in the log. */
export async function answer(request: IncomingMessage, response: ServerResponse, log: Log): Promise<void> {
  const started = performance.now();
  const requestId = newId("req");
  // The query is left out of log and routing: people put secrets there.
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  response.setHeader("x-request-id", requestId);
  response.setHeader("x-content-type-options", "nosniff");
  response.once("close", () =>
    log.info(
      {
        requestId,
        method: request.method,
        path: path.slice(0, 256),
        status: response.statusCode,
        milliseconds: Math.round((performance.now() - started) * 10) / 10,
        finished: response.writableFinished,
      },
      "request",
    ),
  );
  const exchange = { request, response, path, requestId, log };
  try {
    await dispatch(exchange);
  } catch (error) {
    sendProblem(exchange, error);
  }
}

async function dispatch(exchange: Exchange): Promise<void> {
  const { request, response, path } = exchange;
  const route = routeOf(path);
  if (!route) throw new CountersignError("not_found", "There is nothing at this address.");
  const method = request.method ?? "";
  if (!route.methods.includes(method)) {
    response.setHeader("allow", route.methods.join(", "));
    const sentence = `This address is ${route.methods.includes("GET") ? "read" : "called"} with ${route.methods.join(" or ")}.`;
    sendProblem(exchange, new CountersignError("invalid", sentence), 405);
    return;
  }
  if (
    method !== "POST" &&
    (Number(request.headers["content-length"] ?? 0) > 0 || request.headers["transfer-encoding"])
  ) {
    // Not read and not waited for: the connection ends with the answer.
    response.setHeader("connection", "close");
    throw new CountersignError("too_large", "This address takes no request body.");
  }
  await route.handle(exchange);
}
