/** OTLP/HTTP with JSON (opentelemetry-proto 1.x): what OpenTelemetry tells of agents, as reported events (L7). */
import { hash } from "node:crypto";
import { CountersignError } from "@/lib/errors";
import { type RowResult, reportEvents, takeReportingPace } from "@/lib/reporting";
import { readText } from "../events/body";
import { reporterOf } from "../events/reporter";
import { takenOf, taking, WrongType } from "../events/taking";
import { type Exchange, posts, type Route, sendJson } from "../exchange";
import { type Attributes, attributesOf, listOf, objectOf } from "./attributes";
import { isDeep } from "./depth";
import { eventOfRecord, eventOfSpan, type Mapped } from "./mapping";

const BATCH = 1_000;
const MOST_RECORDS = 10_000;
const MOST_REASONS = 5;
/** Of a request as a whole: values within values take up to five levels of JSON each. */
const MAX_DEPTH = 100;
/** A record's digest as its id: of two that are alike to the nanosecond one is kept. */
const DIGEST_CHARACTERS = 32;

const SIGNALS = {
  traces: {
    lists: ["resourceSpans", "scopeSpans", "spans"],
    eventOf: (span: unknown, resource: Attributes) => eventOfSpan(span, resource),
    rejected: "rejectedSpans",
  },
  logs: {
    lists: ["resourceLogs", "scopeLogs", "logRecords"],
    eventOf: (record: unknown, resource: Attributes) => {
      const digest = hash("sha256", JSON.stringify([record, [...resource]]), "hex").slice(0, DIGEST_CHARACTERS);
      return eventOfRecord(record, resource, digest);
    },
    rejected: "rejectedLogRecords",
  },
} as const;
type Signal = (typeof SIGNALS)[keyof typeof SIGNALS];

export const OTLP: Readonly<Record<string, Route>> = {
  "/v1/traces": posts(taking((exchange) => taken(exchange, SIGNALS.traces))),
  "/v1/logs": posts(taking((exchange) => taken(exchange, SIGNALS.logs))),
};

async function taken(exchange: Exchange, signal: Signal): Promise<void> {
  const { ctx, source, perSecond } = await reporterOf(exchange);
  requireJson(exchange.request.headers["content-type"]);
  const answer = await takenOf(exchange, ctx.actor.id, async () => {
    const { rows, dropped } = mapped(readRequest(await readText(exchange)), signal);
    await takeReportingPace(ctx.actor.id, rows.length, perSecond);
    const refused: RowResult[] = [];
    for (let from = 0; from < rows.length; from += BATCH) {
      const { results } = await reportEvents(ctx, source, rows.slice(from, from + BATCH));
      refused.push(...results.filter(({ status }) => status === "refused"));
    }
    return answerOf(signal, dropped, refused);
  });
  sendJson(exchange.response, 200, answer);
}

function requireJson(contentType: string | undefined): void {
  const type = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type === "application/json") return;
  throw new WrongType(
    type === "application/x-protobuf"
      ? "Protobuf is not read here: set OTEL_EXPORTER_OTLP_PROTOCOL=http/json (in a collector: otlphttp with encoding: json)."
      : "Send OTLP as application/json: set OTEL_EXPORTER_OTLP_PROTOCOL=http/json.",
  );
}

function readRequest(text: string): Record<string, unknown> {
  try {
    const request = objectOf(JSON.parse(text));
    if (!isDeep(request, MAX_DEPTH)) return request;
  } catch {
    throw new CountersignError("invalid", "The body is not JSON.");
  }
  throw new CountersignError("invalid", `Values are nested deeper than ${MAX_DEPTH}.`);
}

/** Every record within the request, with what its resource says of it. */
function mapped(request: Record<string, unknown>, { lists, eventOf }: Signal) {
  const [resources, scopes, records] = lists;
  const rows: Record<string, unknown>[] = [];
  const dropped = new Map<string, number>();
  let count = 0;
  for (const each of listOf(request[resources])) {
    const resource = attributesOf(objectOf(objectOf(each).resource).attributes);
    for (const scope of listOf(objectOf(each)[scopes])) {
      for (const record of listOf(objectOf(scope)[records])) {
        if (++count > MOST_RECORDS) {
          throw new CountersignError("too_large", `A request holds up to ${MOST_RECORDS} records: send it in parts.`);
        }
        const result: Mapped = eventOf(record, resource);
        if ("row" in result) rows.push(result.row);
        else dropped.set(result.dropped, (dropped.get(result.dropped) ?? 0) + 1);
      }
    }
  }
  return { rows, dropped };
}

/** The answer as OTLP has it: partialSuccess only where something was not taken, with how many and why. */
function answerOf(signal: Signal, dropped: ReadonlyMap<string, number>, refused: readonly RowResult[]) {
  const reasons = new Map(dropped);
  for (const { errors } of refused) {
    const [fault] = errors ?? [];
    const reason = fault ? `${fault.sentence} ${fault.field ? `(${fault.field})` : ""}`.trim() : "refused";
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  if (reasons.size === 0) return {};
  const count = [...reasons.values()].reduce((sum, each) => sum + each, 0);
  const told = [...reasons].slice(0, MOST_REASONS).map(([reason, times]) => `${times} × ${reason}`);
  return { partialSuccess: { [signal.rejected]: String(count), errorMessage: `Not taken: ${told.join("; ")}` } };
}
