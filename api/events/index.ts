/** `POST /v1/events`: what gateways, agents and collectors report, in batches (L7). */
import { CountersignError } from "@/lib/errors";
import { reportEvents, takeReportingPace } from "@/lib/reporting";
import { posts, type Route, sendJson } from "../exchange";
import { parseExact, readText } from "./body";
import { reporterOf } from "./reporter";
import { takenOf, taking, WrongType } from "./taking";

/** Stands for a line that is no JSON: refused as a row, for one bad line never loses the good ones. */
const NO_JSON = null;

export const EVENTS: Readonly<Record<string, Route>> = {
  "/v1/events": posts(
    taking(async (exchange) => {
      const { ctx, source, perSecond } = await reporterOf(exchange);
      const read = readerFor(exchange.request.headers["content-type"]);
      const result = await takenOf(exchange, ctx.actor.id, async () => {
        const rows = read(await readText(exchange));
        await takeReportingPace(ctx.actor.id, rows.length, perSecond);
        return reportEvents(ctx, source, rows);
      });
      sendJson(exchange.response, 200, result);
    }),
  ),
};

/** @throws CountersignError `invalid` */
function readerFor(contentType: string | undefined): (text: string) => unknown[] {
  const type = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type === "application/json") return readArray;
  if (type === "application/x-ndjson" || type === "application/jsonl") return readLines;
  throw new WrongType("Send events as application/json (an array) or application/x-ndjson (one in each line).");
}

function readArray(text: string): unknown[] {
  let value: unknown;
  try {
    value = parseExact(text);
  } catch {
    throw new CountersignError("invalid", "The body is not JSON.");
  }
  if (!Array.isArray(value)) throw new CountersignError("invalid", "The body is no JSON array of events.");
  return value;
}

function readLines(text: string): unknown[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    try {
      return parseExact(line);
    } catch {
      return NO_JSON;
    }
  });
}
