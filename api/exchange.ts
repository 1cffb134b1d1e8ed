import type { IncomingMessage, ServerResponse } from "node:http";
import { CountersignError } from "@/lib/errors";
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

/** What stands at an address: the methods it takes, and who answers. Only POST brings a body. */
export interface Route {
  methods: readonly string[];
  handle: Handler;
}

export const reads = (handle: Handler): Route => ({ methods: ["GET", "HEAD"], handle });
export const posts = (handle: Handler): Route => ({ methods: ["POST"], handle });

/**
 * The whole body of a POST.
 * @param limit in bytes
 * @throws CountersignError `too_large` (the connection ends with the answer), `invalid` for a body that ended early
 */
export function readBody({ request, response }: Exchange, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    // Listeners rather than an iterator: half the cost of a small body.
    const refuse = (error: CountersignError) => {
      request.removeAllListeners("data").removeAllListeners("end");
      reject(error);
    };
    const tooLarge = () => {
      response.setHeader("connection", "close");
      return new CountersignError("too_large", `The body may hold ${limit} bytes: send less.`);
    };
    const cutOff = () => refuse(new CountersignError("invalid", "The body ended before it was whole: send it again."));
    if (Number(request.headers["content-length"] ?? 0) > limit) {
      reject(tooLarge());
      return;
    }
    if (request.destroyed) return cutOff();
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) refuse(tooLarge());
      else chunks.push(chunk);
    });
    request.once("end", () => {
      request.removeListener("close", cutOff);
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    request.once("error", cutOff);
    request.once("close", cutOff);
  });
}

/** Answers with one JSON document that nobody may keep. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
  });
  // As text it leaves with the head in one piece; bytes would be a second one.
  response.end(text);
}
