// One server of the decision bench in a process of its own: bare | unrecorded | recorded. Prints its address and what it loaded.
import { once } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openLog } from "@/lib/http/log";
import { answerCall } from "@/lib/policy";
import { bodyOf } from "../../api/authzen/answer";
import { machineOf, pointOf } from "../../api/authzen/door";
import { readStrictJson } from "../../api/authzen/json";
import { readCall } from "../../api/authzen/request";
import { type Exchange, readBody, sendJson } from "../../api/exchange";
import { answer } from "../../api/router";

const mode = process.argv[2];
const log = openLog("api");

/** What any handler must do: read the body, parse it, answer. */
async function bare(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = JSON.parse((await readBody(exchangeOf(request, response), 1_048_576)).toString());
  sendJson(response, 200, { decision: body.subject.id !== "" });
}

/** The door without its recorder: this bench alone has such a thing. */
async function unrecorded(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = exchangeOf(request, response);
  const caller = await machineOf(exchange);
  const { subject, action, resource, context } = readStrictJson(await readBody(exchange, 1_048_576));
  const point = await pointOf(log);
  const parts = { subject, action, resource, context };
  const call = readCall(parts, caller, (agentId, full) => point.snapshot.toolNamed(agentId, full));
  const now = new Date();
  const found = answerCall(point.groundFor(call), call, now);
  const record = { id: "dec_bench", at: now, eventId: "evt_bench", durationMicros: 0, snapshot: point.snapshot.number };
  sendJson(response, 200, bodyOf({ ...found, ...record }));
}

function exchangeOf(request: IncomingMessage, response: ServerResponse): Exchange {
  return { request, response, path: request.url ?? "/", requestId: "req_bench", log };
}

const handlers = { bare, unrecorded, recorded: (request, response) => answer(request, response, log) } satisfies Record<
  string,
  (request: IncomingMessage, response: ServerResponse) => Promise<void>
>;
const handle = handlers[mode as keyof typeof handlers];
const began = performance.now();
const loaded = mode === "bare" ? null : (await pointOf(log)).snapshot;
const loadSeconds = (performance.now() - began) / 1_000;
globalThis.gc?.();
process.on("SIGINT", () => process.exit());
const server = http.createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
const megabytes = Math.round(process.memoryUsage().rss / 1_048_576);
const counted = { agents: loaded?.agentCount ?? 0, grants: loaded?.grants.size ?? 0 };
process.send?.({ port, loadSeconds, megabytes, ...counted });
