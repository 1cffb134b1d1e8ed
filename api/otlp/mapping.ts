import { type Attributes, attributesOf, countIn, objectOf, plainOf, textIn } from "./attributes";
import { isDeep } from "./depth";

/** A span or log record as an event that `reportEvents` takes, or why it is none. */
export type Mapped = { row: Record<string, unknown> } | { dropped: string };

/** OpenTelemetry's GenAI operations (gen_ai.operation.name) by the kind of event they are. */
const OPERATIONS: Readonly<Record<string, "call" | "model" | "workflow">> = {
  execute_tool: "call",
  chat: "model",
  text_completion: "model",
  generate_content: "model",
  embeddings: "model",
  retrieval: "call",
  create_agent: "workflow",
  invoke_agent: "workflow",
  invoke_workflow: "workflow",
  plan: "workflow",
};

const ERROR_SEVERITY = 17;
const MAX = { name: 200, text: 8_000, record: 30_000 } as const;
const MAX_DEPTH = 16;
/** A document within a text that is nested deeper stays a text. */
const MAX_DOCUMENT_DEPTH = 28;
const NO_OPERATION = "no gen_ai.operation.name and no tools/call of MCP";

/** A span of OTLP/HTTP JSON. Its trace is the piece of work, its id the event's. */
export function eventOfSpan(span: unknown, resource: Attributes): Mapped {
  const given = objectOf(span);
  const attributes = attributesOf(given.attributes);
  const type = typeOf(attributes);
  if (!type) return { dropped: NO_OPERATION };
  const { traceId, spanId } = given;
  if (!isHex(traceId, 32) || !isHex(spanId, 16))
    return { dropped: "no traceId of 32 and spanId of 16 hexadecimal digits" };
  const start = nanosOf(given.startTimeUnixNano);
  const end = nanosOf(given.endTimeUnixNano);
  if (end === null) return { dropped: "no endTimeUnixNano" };
  const status = objectOf(given.status);
  return {
    row: {
      ...saidOf(type, attributes, resource),
      id: `${traceId}:${spanId}`,
      occurredAt: instantOf(end),
      type,
      correlationId: traceId,
      outcome: outcomeOf(attributes, status.code),
      ...defined({ error: cut(textIn(attributes, "error.message") ?? messageOf(status, attributes), MAX.text) }),
      ...(start !== null && end >= start ? { durationMillis: Number(end - start) / 1_000_000 } : {}),
    },
  };
}

/**
 * A log record: one that tells of a GenAI operation, a `gen_ai.` event, or an error about an agent that it names.
 * @param digest of the record, for records have no id of their own
 */
export function eventOfRecord(record: unknown, resource: Attributes, digest: string): Mapped {
  const given = objectOf(record);
  const attributes = attributesOf(given.attributes);
  const name =
    typeof given.eventName === "string" && given.eventName ? given.eventName : textIn(attributes, "event.name");
  const severity = Number(given.severityNumber ?? 0);
  const operation = typeOf(attributes);
  const isAlarm = severity >= ERROR_SEVERITY && agentIn(attributes, resource) !== undefined;
  const type = operation ?? (name?.startsWith("gen_ai.") ? "message" : isAlarm ? "alarm" : null);
  if (!type) return { dropped: "no gen_ai event, no operation, and no error about an agent that is named" };
  const at = nanosOf(given.timeUnixNano) ?? nanosOf(given.observedTimeUnixNano);
  if (at === null) return { dropped: "no timeUnixNano" };
  const said = saidOf(type, attributes, resource);
  const body = plainOf(given.body, MAX_DEPTH);
  return {
    row: {
      ...(body === null ? {} : { input: bounded(body) }),
      ...said,
      id: isHex(given.traceId, 32) ? `${given.traceId}:${digest}` : `log:${digest}`,
      occurredAt: instantOf(at),
      type,
      ...(isHex(given.traceId, 32) ? { correlationId: given.traceId } : {}),
      outcome: outcomeOf(attributes, severity >= ERROR_SEVERITY ? 2 : 0),
      ...(name ? { inputSource: cut(name, MAX.name) } : {}),
    },
  };
}

function typeOf(attributes: Attributes): "call" | "model" | "workflow" | null {
  const operation = textIn(attributes, "gen_ai.operation.name");
  if (operation !== undefined && Object.hasOwn(OPERATIONS, operation)) return OPERATIONS[operation] ?? null;
  if (textIn(attributes, "mcp.method.name") === "tools/call") return "call";
  return null;
}

/** What the attributes say, as fields of an event; only what is there. */
function saidOf(type: string, attributes: Attributes, resource: Attributes): Record<string, unknown> {
  const tokens = defined({
    input: countIn(attributes, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
    output: countIn(attributes, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
  });
  const agent = agentIn(attributes, resource);
  return defined({
    ...(agent === undefined ? {} : /^agt_/.test(agent) ? { agentId: agent } : { agent: cut(agent, MAX.name) }),
    ...(type === "call" ? toolIn(attributes, resource) : type === "model" ? modelIn(attributes) : {}),
    instance: cut(textIn(attributes, "countersign.instance.id") ?? textIn(resource, "service.instance.id"), MAX.name),
    environment: environmentIn(resource),
    trigger: textIn(attributes, "countersign.trigger"),
    onBehalfOf: cut(textIn(attributes, "user.id", "enduser.id", "enduser.pseudo.id"), MAX.name),
    decisionId: textIn(attributes, "countersign.decision.id"),
    approvalId: textIn(attributes, "countersign.approval.id"),
    action: cut(textIn(attributes, "gen_ai.operation.name"), 64),
    input: bounded(documentIn(attributes, "gen_ai.tool.call.arguments", "gen_ai.input.messages", "gen_ai.prompt")),
    output: bounded(documentIn(attributes, "gen_ai.tool.call.result", "gen_ai.output.messages", "gen_ai.completion")),
    tokens: Object.keys(tokens).length ? tokens : undefined,
  });
}

function agentIn(attributes: Attributes, resource: Attributes): string | undefined {
  const names = ["countersign.agent.id", "gen_ai.agent.id", "gen_ai.agent.name"];
  return textIn(attributes, ...names) ?? textIn(resource, ...names, "service.name");
}

function toolIn(attributes: Attributes, resource: Attributes) {
  const tool = textIn(attributes, "gen_ai.tool.name", "gen_ai.data_source.id");
  const server =
    textIn(attributes, "countersign.server", "mcp.server.name", "server.address") ??
    textIn(resource, "countersign.server");
  return { tool: cut(tool, MAX.name), server: cut(server, MAX.name) };
}

function modelIn(attributes: Attributes) {
  return {
    tool: cut(textIn(attributes, "gen_ai.response.model", "gen_ai.request.model"), MAX.name),
    server: cut(textIn(attributes, "gen_ai.provider.name", "gen_ai.system"), MAX.name),
  };
}

function environmentIn(resource: Attributes): string | undefined {
  const name = textIn(resource, "deployment.environment.name", "deployment.environment")?.toLowerCase();
  const known = {
    prod: "production",
    production: "production",
    staging: "staging",
    dev: "development",
    development: "development",
  };
  return name !== undefined && Object.hasOwn(known, name) ? known[name as keyof typeof known] : undefined;
}

/** Arguments and messages come as JSON in a text, or as values. */
function documentIn(attributes: Attributes, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = attributes.get(name);
    if (value === undefined || value === null) continue;
    if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
    try {
      const document: unknown = JSON.parse(value);
      return isDeep(document, MAX_DOCUMENT_DEPTH) ? value : document;
    } catch {
      return value;
    }
  }
  return undefined;
}

// An exporter cannot be told to shorten one span: what is too long is kept by its beginning, and says so.
function bounded(value: unknown): unknown {
  if (value === undefined) return undefined;
  const text = JSON.stringify(value);
  if (text.length <= MAX.record && !/[[{]{30}/.test(text)) return value;
  return { shortened: text.slice(0, MAX.record / 2).toWellFormed(), characters: text.length };
}

function outcomeOf(attributes: Attributes, code: unknown): string {
  if (textIn(attributes, "countersign.outcome") === "denied") return "denied";
  const isError = code === 2 || code === "STATUS_CODE_ERROR" || attributes.has("error.type");
  return isError ? "error" : "ok";
}

function messageOf(status: Record<string, unknown>, attributes: Attributes): string | undefined {
  return typeof status.message === "string" && status.message ? status.message : textIn(attributes, "error.type");
}

function nanosOf(value: unknown): bigint | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value);
  if (!/^\d{1,19}$/.test(text) || text === "0") return null;
  return BigInt(text);
}

function instantOf(nanos: bigint): string {
  return new Date(Number(nanos / 1_000_000n)).toISOString();
}

function isHex(value: unknown, length: number): value is string {
  return typeof value === "string" && value.length === length && /^[0-9a-f]+$/i.test(value) && !/^0+$/.test(value);
}

function cut(text: string | undefined, max: number): string | undefined {
  return text === undefined || text.length <= max ? text : text.slice(0, max).toWellFormed();
}

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
