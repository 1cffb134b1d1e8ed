import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "@/lib/http/log";

/** One request at the machines' door, and what its handler needs to answer it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** Decoded no further than the URL standard does; no query. */
  path: string;
  /** Stands in the answer (`x-request-id`), in the log and in every problem document. */
  requestId: string;
  log: Log;
}

export type Handler = (exchange: Exchange) => Promise<void> | void;

/** Answers with one JSON document that nobody may keep. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": bytes.length,
    "cache-control": "no-store",
  });
  response.end(bytes);
}
