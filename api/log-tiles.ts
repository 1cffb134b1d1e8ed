import type { IncomingMessage, ServerResponse } from "node:http";
import { readPublished } from "@/lib/audit";
import { notFound } from "@/lib/errors";

const PREFIX = "/log/";

/**
 * The public log (C2SP tlog-tiles) below `/log/`: checkpoint, tiles, entries, key and proofs, for anybody to verify.
 * @throws CountersignError `not_found` for what the log does not have; an outage is thrown on and never looks like that
 */
export async function handleLogRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  const published = path.startsWith(PREFIX) ? await readPublished(path.slice(PREFIX.length)) : null;
  if (!published) throw notFound("resource of the log");
  response.writeHead(200, {
    "content-type": published.type,
    "content-length": published.body.length,
    "cache-control": published.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    // Whoever verifies the log may do so from a page of their own.
    "access-control-allow-origin": "*",
  });
  response.end(request.method === "HEAD" ? undefined : published.body);
}
