import { cleanLine } from "@/lib/text";
import type { SchemaHint } from "./kinds";

/** By the path that an argument has in every call, places in lists as "*". */
export type Hints = ReadonlyMap<string, SchemaHint>;

const MOST = 500;
const DEEPEST = 8;
const LONGEST = 160;

type Members = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a tool's schema says of its arguments. Whatever it is, nothing is thrown: a server wrote it. */
export function hintsIn(schema: unknown): Hints {
  const found = new Map<string, SchemaHint>();
  collect(found, schema, "", 0);
  return found;
}

function collect(found: Map<string, SchemaHint>, schema: unknown, path: string, depth: number): void {
  if (!isObject(schema) || depth > DEEPEST || found.size >= MOST) return;
  if (path !== "") found.set(path, { format: wordIn(schema.format), says: saysIn(schema) });
  if (isObject(schema.items)) collect(found, schema.items, path === "" ? "*" : `${path}.*`, depth + 1);
  if (!isObject(schema.properties)) return;
  for (const [name, member] of Object.entries(schema.properties)) {
    const own = name === "" ? "\\" : name.replace(/[.\\]/g, "\\$&");
    collect(found, member, path === "" ? own : `${path}.${own}`, depth + 1);
  }
}

const wordIn = (value: unknown) => (typeof value === "string" && value.length <= 40 ? value : null);

function saysIn({ title, description }: Members): string | null {
  const said = [title, description].find((one) => typeof one === "string" && one.trim() !== "");
  return typeof said === "string" ? cleanLine(said, LONGEST) || null : null;
}
