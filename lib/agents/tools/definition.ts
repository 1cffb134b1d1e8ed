import { faultOf } from "../bounds";
import { TOOL_LIMITS } from "./terms";

/** What a server says of a tool, in normal form: absent, null and empty are one. Texts are exactly as listed. */
export interface ToolDefinition {
  title: string;
  description: string;
  inputSchema: unknown;
  outputSchema: unknown;
  annotations: Readonly<Record<string, unknown>> | null;
}

export interface ListedTool {
  name: string;
  definition: ToolDefinition;
}

/** The members whose change makes another tool of it (V4); servers may say more, which nobody's decision rests on. */
export const DEFINED_BY = ["title", "description", "inputSchema", "outputSchema", "annotations"] as const;

/**
 * One entry of a `tools/list` answer, or the sentence that says why it is none. Nothing is trimmed or unified: a changed
 * invisible character is a change, and must be seen as one.
 */
export function readTool(value: unknown): ListedTool | { fault: string } {
  if (!isObject(value)) return { fault: "A tool is a JSON object." };
  const { name } = value;
  if (typeof name !== "string" || name === "") return { fault: "A tool has no name, which the protocol requires." };
  if (name.length > TOOL_LIMITS.name) return { fault: `A tool's name is longer than ${TOOL_LIMITS.name} characters.` };
  const fault = faultOf(value);
  if (fault) return { fault: `The tool ${name.slice(0, 60).toWellFormed()} cannot be kept. ${fault}` };
  const definition: ToolDefinition = {
    title: textOf(value.title),
    description: textOf(value.description),
    inputSchema: value.inputSchema ?? null,
    outputSchema: value.outputSchema ?? null,
    annotations: isObject(value.annotations) && Object.keys(value.annotations).length ? value.annotations : null,
  };
  if (JSON.stringify(definition).length > TOOL_LIMITS.definition) {
    return { fault: `The definition of ${name.slice(0, 60)} is longer than ${TOOL_LIMITS.definition} characters.` };
  }
  return { name, definition };
}

export interface Listing {
  tools: ListedTool[];
  /** One page of several: what it does not name is not gone. */
  complete: boolean;
}

/** The tools of a listing, or the first thing that is wrong with it. Two tools of one name are one too many. */
export function readListing(values: readonly unknown[], complete: boolean): Listing | { fault: string } {
  if (values.length > TOOL_LIMITS.listing) return { fault: `It lists more than ${TOOL_LIMITS.listing} tools.` };
  const tools: ListedTool[] = [];
  const names = new Set<string>();
  for (const value of values) {
    const tool = readTool(value);
    if ("fault" in tool) return tool;
    if (names.has(tool.name)) return { fault: `It lists ${tool.name} twice: nobody could tell which one is called.` };
    names.add(tool.name);
    tools.push(tool);
  }
  return { tools, complete };
}

/** A pasted answer to `tools/list`: alone, in its JSON-RPC envelope, or the bare list of tools. */
export function readPasted(text: string): Listing | { fault: string } {
  const value = parsedOrNull(text);
  if (value === null) return { fault: "This is not JSON. Paste the server's answer to tools/list." };
  const answer = isObject(value) && isObject(value.result) ? value.result : value;
  const tools = Array.isArray(answer) ? answer : isObject(answer) ? answer.tools : undefined;
  if (!Array.isArray(tools)) return { fault: "It has no list “tools”. Paste the server's answer to tools/list." };
  return readListing(tools, !(isObject(answer) && typeof answer.nextCursor === "string"));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
