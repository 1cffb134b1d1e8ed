import { cleanLine } from "@/lib/text";
import type { ArgumentView } from "./views";

const MOST = 60;
const DEPTH = 4;
const CHOICES = 30;

type Members = Readonly<Record<string, unknown>>;

/** The arguments that a tool's schema names, by dotted path, as conditions can speak of them. A schema is a server's word: what it does not say well is left out. */
export function argumentsIn(schema: unknown): ArgumentView[] {
  const found: ArgumentView[] = [];
  collect(schema, "", found, 0);
  return found;
}

function collect(schema: unknown, path: string, found: ArgumentView[], depth: number): void {
  if (!isObject(schema) || !isObject(schema.properties) || depth > DEPTH) return;
  for (const [name, member] of Object.entries(schema.properties)) {
    if (found.length >= MOST || !isObject(member) || name.includes(".")) continue;
    const here = path ? `${path}.${name}` : name;
    const type = typeOf(member);
    if (type) found.push({ path: here, type, choices: choicesIn(member), description: textIn(member) });
    else collect(member, here, found, depth + 1);
  }
}

function typeOf(member: Members): ArgumentView["type"] | null {
  const types = Array.isArray(member.type) ? member.type : [member.type];
  if (types.includes("number") || types.includes("integer")) return "number";
  if (types.includes("boolean")) return "flag";
  if (types.includes("array")) return isObject(member.items) && member.items.type === "string" ? "list" : null;
  return types.includes("string") || Array.isArray(member.enum) ? "text" : null;
}

function choicesIn({ enum: choices }: Members): string[] {
  return Array.isArray(choices) ? choices.filter((one) => typeof one === "string").slice(0, CHOICES) : [];
}

function textIn({ description }: Members): string {
  return typeof description === "string" ? cleanLine(description.slice(0, 400), 160) : "";
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
