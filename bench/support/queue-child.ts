// One console instance as far as open queues go: a server whose answers are the streams of the real route, each for a reader of its own.
import http from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { openQueueStream, readQueue } from "@/lib/approvals";
import { contextFor } from "@/lib/context";

/** /PERSON/SESSION: the queue of that person, from now on. */
async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const [, id = "", sessionId = ""] = (request.url ?? "").split("/");
  const ctx = contextFor({ kind: "user", id, sessionId, grants: [{ role: "reviewer", teamId: null }] });
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const { cursor } = await readQueue(ctx, { limit: 1 });
  const stream = await openQueueStream(ctx, { after: cursor, signal: gone.signal });
  response.writeHead(200, { "content-type": "text/event-stream" });
  await pipeline(Readable.fromWeb(stream as ReadableStream), response).catch(() => {});
}

const server = http.createServer((request, response) => {
  serve(request, response).catch((error: unknown) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
