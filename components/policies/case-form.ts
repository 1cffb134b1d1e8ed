import type { PickableTool, PickedAgent, TestCase } from "@/lib/policy/schema";

/** A test that says as little as a test can: what is left is for its writer to fill in. */
export const EMPTY_CASE: TestCase = {
  name: "",
  agent: {
    id: "agt_test",
    name: "Test agent",
    environment: "production",
    status: "active",
    tier: "low",
    kind: "agent",
    autonomy: "acts_alone",
    exposure: "internal",
    provider: "",
    model: "",
    purpose: "",
    owned: true,
    attested: false,
  },
  tool: {
    server: "",
    name: "",
    state: "accepted",
    effect: "read",
    tier: "low",
    capabilities: ["read"],
    dataClasses: [],
  },
  arguments: {},
  request: null,
  purpose: "",
  at: "2026-01-07T10:00:00.000Z",
  granted: true,
  expected: "deny",
};

/** The agent of a test, as the inventory knows it today. */
export function agentOfCase({ agent }: PickedAgent): TestCase["agent"] {
  const { id, name, environment, status, tier, kind, autonomy, exposure, provider, model, purpose, owned, attested } =
    agent;
  const stated = { environment, status, tier, kind, autonomy, exposure } as Pick<
    TestCase["agent"],
    "environment" | "status" | "tier" | "kind" | "autonomy" | "exposure"
  >;
  return { id, name, ...stated, provider, model, purpose, owned, attested };
}

export function toolOfCase({ inputSchema: _schema, ...tool }: PickableTool): TestCase["tool"] {
  return tool;
}

/** Arguments as their writer typed them, or the sentence that says what is wrong. */
export function argumentsIn(text: string): { value: TestCase["arguments"] } | { problem: string } {
  if (text.trim() === "") return { value: {} };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return { value: value as TestCase["arguments"] };
    }
    return { problem: 'Arguments are one JSON object: {"amount": 12}.' };
  } catch {
    return { problem: "This is not JSON yet: names and texts stand in double quotes." };
  }
}

/** What a tool takes, as an object to fill in: every argument that it names, with nothing in it. */
export function blankArguments(inputSchema: unknown): string {
  const properties = isRecord(inputSchema) && isRecord(inputSchema.properties) ? inputSchema.properties : {};
  const entries = Object.entries(properties).map(([name, said]) => [name, blankOf(said)]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}

export interface SimpleField {
  name: string;
  type: "text" | "number" | "boolean";
  required: boolean;
  description: string;
}

/** What a tool takes as plain fields, the required ones first; null when something of it is nested and wants JSON. */
export function simpleFields(inputSchema: unknown): SimpleField[] | null {
  if (!isRecord(inputSchema)) return null;
  const properties = isRecord(inputSchema.properties) ? Object.entries(inputSchema.properties) : [];
  const required = new Set<unknown>(Array.isArray(inputSchema.required) ? inputSchema.required : []);
  const fields: SimpleField[] = [];
  for (const [name, said] of properties) {
    const type = isRecord(said) ? TYPES[String(said.type)] : undefined;
    if (!type || !isRecord(said)) return null;
    const description = typeof said.description === "string" ? said.description : "";
    fields.push({ name, type, required: required.has(name), description });
  }
  return fields.sort((a, b) => Number(b.required) - Number(a.required));
}

const TYPES: Readonly<Record<string, SimpleField["type"]>> = {
  string: "text",
  number: "number",
  integer: "number",
  boolean: "boolean",
};

function blankOf(said: unknown): unknown {
  const type = isRecord(said) ? said.type : undefined;
  if (type === "number" || type === "integer") return 0;
  if (type === "boolean") return false;
  if (type === "array") return [];
  return type === "object" ? {} : "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
