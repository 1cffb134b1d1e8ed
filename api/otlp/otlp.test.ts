import { SpanStatusCode } from "@opentelemetry/api";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { AGENT } from "@/lib/testing/reporting";
import { testDoor } from "../events/testing/door";

const door = testDoor();

const resource = resourceFromAttributes({ "service.name": "refunds", "deployment.environment.name": "production" });
const headers = () => ({ authorization: `Bearer ${door.key}` });

async function recorded(type: string) {
  const events = await db().auditEvent.findMany({ where: { type }, orderBy: { id: "asc" } });
  const beside = await db().auditPersonal.findMany({
    where: { eventId: { in: events.map(({ id }) => id) }, field: "report" },
  });
  return events.map((event) => ({
    ...event,
    report: JSON.parse(beside.find(({ eventId }) => eventId === event.id)?.value ?? "null"),
  }));
}

function send(path: string, body: unknown, type = "application/json") {
  return fetch(`${door.url}${path}`, {
    method: "POST",
    headers: { ...headers(), "content-type": type },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

const span = (
  over: object = {},
  attributes: object = { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "pay", "gen_ai.agent.id": AGENT },
) => ({
  traceId: "5b8aa5a2d2c872e8321cf37308d69df2",
  spanId: "051581bf3cb55c13",
  name: "execute_tool pay",
  kind: 1,
  startTimeUnixNano: "1763715600000000000",
  endTimeUnixNano: "1763715600250500000",
  attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: String(value) } })),
  status: {},
  ...over,
});
const traces = (...spans: object[]) => ({
  resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ scope: {}, spans }] }],
});

describe("L7 OpenTelemetry", () => {
  it("takes what the real SDK exports of an agent's work: its calls and models, and nothing else", async () => {
    const exporter = new OTLPTraceExporter({ url: `${door.url}/v1/traces`, headers: headers() });
    const provider = new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter })] });
    const tracer = provider.getTracer("test");
    const who = { "gen_ai.agent.id": AGENT, "user.id": "marta@harbour.example" };
    const call = tracer.startSpan("execute_tool pay", {
      attributes: {
        ...who,
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "pay",
        "server.address": "ledger.internal",
        "gen_ai.tool.call.arguments": '{"to":"DE02120300000000202051","amount":12}',
      },
    });
    call.setStatus({ code: SpanStatusCode.ERROR, message: "declined" }).end();
    const model = tracer.startSpan("chat gpt", {
      attributes: {
        ...who,
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-5",
        "gen_ai.usage.input_tokens": 812,
        "gen_ai.usage.output_tokens": 41,
      },
    });
    model.end();
    tracer.startSpan("GET /health", { attributes: { "http.request.method": "GET" } }).end();
    await provider.shutdown();

    const [paid] = await recorded("call.reported");
    expect(paid).toMatchObject({
      agentId: AGENT,
      outcome: "failed",
      tool: "ledger.internal/pay",
      details: { environment: "production", masked: { iban: 1, email: 1 } },
      report: {
        input: { amount: 12, to: "[masked: IBAN]" },
        onBehalfOf: "[masked: e-mail address]",
        error: "declined",
      },
    });
    expect(paid?.correlationId).toMatch(new RegExp(`^${paid?.actorId}:[0-9a-f]{32}$`));
    const [asked] = await recorded("model.reported");
    expect(asked).toMatchObject({ tool: "openai/gpt-5", report: { tokens: { input: 812, output: 41 } } });
    expect(await db().auditEvent.count({ where: { actorKind: "apiKey" } })).toBe(2);
  });

  it("takes log records of agents from the real SDK", async () => {
    const exporter = new OTLPLogExporter({ url: `${door.url}/v1/logs`, headers: headers() });
    const provider = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter })] });
    const logger = provider.getLogger("test");
    logger.emit({
      eventName: "gen_ai.user.message",
      body: { content: "Pay invoice 12" },
      attributes: { "gen_ai.agent.id": AGENT },
    });
    logger.emit({ severityNumber: 17, body: "it went wrong", attributes: { "gen_ai.agent.id": AGENT } });
    logger.emit({ severityNumber: 9, body: "started" });
    await provider.shutdown();
    expect(await recorded("message.reported")).toMatchObject([{ report: { input: { content: "Pay invoice 12" } } }]);
    expect(await recorded("alarm.reported")).toMatchObject([{ outcome: "failed", report: { input: "it went wrong" } }]);
  });

  it("takes a span once however often it comes, with the time it took", async () => {
    for (const _ of [1, 2]) expect(await (await send("/v1/traces", traces(span()))).json()).toEqual({});
    const found = (await recorded("call.reported")).filter(({ report }) => report.id.endsWith(":051581bf3cb55c13"));
    expect(found).toMatchObject([
      { details: { durationMillis: 251, occurredAt: "2025-11-21T09:00:00.250Z" }, outcome: "done" },
    ]);
  });

  it("counts what it does not take, and says why", async () => {
    const stranger = {
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "x",
      "gen_ai.agent.name": "Nobody",
    };
    const answer = await send(
      "/v1/traces",
      traces(
        span({ spanId: "0000000000000001" }),
        span({}, { "http.route": "/" }),
        span({ traceId: "x" }),
        span({ spanId: "00000000000000aa" }, stranger),
      ),
    );
    const { partialSuccess } = (await answer.json()) as { partialSuccess: Record<string, string> };
    expect(partialSuccess.rejectedSpans).toBe("3");
    expect(partialSuccess.errorMessage).toContain("1 × no gen_ai.operation.name");
    expect(partialSuccess.errorMessage).toContain("There is no such agent, or you may not report for it.");
  });

  it("says what to set where protobuf comes, and refuses what is no OTLP", async () => {
    const protobuf = await send("/v1/traces", "\n", "application/x-protobuf");
    expect(protobuf.status).toBe(415);
    expect(((await protobuf.json()) as { detail: string }).detail).toContain("OTEL_EXPORTER_OTLP_PROTOCOL=http/json");
    expect((await send("/v1/logs", "{", "application/json")).status).toBe(400);
    expect(await (await send("/v1/logs", [])).json()).toEqual({});
    const strange = {
      resourceLogs: [null, 7, { scopeLogs: "x" }, { scopeLogs: [{ logRecords: [null, { attributes: [1] }] }] }],
    };
    expect(await (await send("/v1/logs", strange)).json()).toMatchObject({
      partialSuccess: { rejectedLogRecords: "2" },
    });
  });

  it("keeps the beginning of a text that is too long for one event", async () => {
    const attributes = {
      "gen_ai.operation.name": "chat",
      "gen_ai.agent.id": AGENT,
      "gen_ai.input.messages": "x".repeat(200_000),
    };
    expect(await (await send("/v1/traces", traces(span({ spanId: "00000000000000bb" }, attributes)))).json()).toEqual(
      {},
    );
    const [long] = (await recorded("model.reported")).filter(({ report }) => report.id.endsWith("00bb"));
    expect(long?.report.input).toMatchObject({ characters: 200_002 });
  });

  it("is not brought down by what is nested a hundred thousand deep, in the body or in a text within it", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const attributes = (value: string) =>
      `[{"key":"gen_ai.operation.name","value":{"stringValue":"execute_tool"}},{"key":"gen_ai.tool.name","value":{"stringValue":"pay"}},{"key":"countersign.agent.id","value":{"stringValue":"${AGENT}"}},{"key":"gen_ai.tool.call.arguments","value":${value}}]`;
    const record = (value: string, more = "") =>
      `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1763629200000000000"${more},"attributes":${attributes(value)}}]}]}]}`;
    const inText = await send("/v1/logs", record(JSON.stringify({ stringValue: deep })));
    expect([inText.status, await inText.json()]).toEqual([200, {}]);
    for (const body of [record('{"stringValue":""}', `,"body":${deep}`), `{"resourceLogs":${deep}}`]) {
      expect((await send("/v1/logs", body)).status).toBe(400);
    }
  });
});
