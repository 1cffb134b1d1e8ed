import { isObject, type ToolDefinition } from "./definition";
import { type WordPart, wordsBetween } from "./words";

/** One difference between two definitions of a tool, as people compare them (V4). */
export interface DefinitionChange {
  part: "title" | "description" | "parameter" | "input" | "output" | "annotation";
  /** Which one: the parameter's path ("filter.status", "rows[]"), the annotation's name; empty for title and description. */
  name: string;
  /** What about it: "type", "description", "required" …; empty when the whole of it came or went. */
  member: string;
  change: "added" | "removed" | "changed";
  /** As text, JSON for what is no text. Empty on the side where it is not. */
  before: string;
  after: string;
  /** For prose: what was put in and taken out. */
  words: WordPart[] | null;
}

type Members = ReadonlyMap<string, unknown>;
/** Parameters by path, each with what its schema says but for the parameters within. */
type Parameters = ReadonlyMap<string, Members>;

/** Every difference, in the order people read a tool: texts, parameters, the rest. Empty when the definitions say the same. */
export function changesBetween(before: ToolDefinition, after: ToolDefinition): DefinitionChange[] {
  const schemas = [schemaOf(before.inputSchema), schemaOf(after.inputSchema)] as const;
  const outputs = [schemaOf(before.outputSchema), schemaOf(after.outputSchema)] as const;
  const told = [
    ...compared({ part: "title", name: "", member: "" }, before.title || undefined, after.title || undefined),
    ...compared({ part: "description", name: "", member: "" }, before.description, after.description),
    ...parameterChanges(schemas[0].parameters, schemas[1].parameters),
    ...memberChanges("input", "", schemas[0].rest, schemas[1].rest),
    ...memberChanges("output", "", flat(outputs[0]), flat(outputs[1])),
    ...memberChanges("annotation", "", entriesOf(before.annotations), entriesOf(after.annotations)),
  ];
  // What is written otherwise and reads the same (an order, a type that goes without saying) is shown as written.
  const written = [
    ...compared({ part: "input", name: "schema", member: "" }, before.inputSchema, after.inputSchema),
    ...compared({ part: "output", name: "schema", member: "" }, before.outputSchema, after.outputSchema),
  ];
  return told.length ? told : written;
}

function parameterChanges(before: Parameters, after: Parameters): DefinitionChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): DefinitionChange[] => {
    const old = before.get(name);
    const now = after.get(name);
    if (old && now) return memberChanges("parameter", name, old, now);
    const whole = { part: "parameter", name, member: "", words: null } as const;
    if (now) return [{ ...whole, change: "added", before: "", after: summaryOf(now) }];
    return old ? [{ ...whole, change: "removed", before: summaryOf(old), after: "" }] : [];
  });
}

function memberChanges(
  part: DefinitionChange["part"],
  name: string,
  before: Members,
  after: Members,
): DefinitionChange[] {
  const members = [...new Set([...before.keys(), ...after.keys()])];
  return members.flatMap((member) => {
    const place = part === "parameter" ? { part, name, member } : { part, name: member, member: "" };
    return compared(place, before.get(member), after.get(member));
  });
}

function compared(
  place: Pick<DefinitionChange, "part" | "name" | "member">,
  before: unknown,
  after: unknown,
): DefinitionChange[] {
  if (same(before, after)) return [];
  const [old, now] = [textOf(before), textOf(after)];
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return [{ ...place, change, before: old, after: now, words: change === "changed" ? wordsBetween(old, now) : null }];
}

/** The parameters of a definition, for people to read: first what must be given. */
export function parametersIn(
  schema: unknown,
): { name: string; type: string; required: boolean; description: string }[] {
  const told = [...schemaOf(schema).parameters].map(([name, members]) => ({
    name,
    type: typeOf(members),
    required: members.get("required") === true,
    description: textOf(members.get("description")),
  }));
  return [...told.filter(({ required }) => required), ...told.filter(({ required }) => !required)];
}

/** What annotations say, each as text. */
export function claimsIn(annotations: unknown): { name: string; value: string }[] {
  return [...entriesOf(annotations)].map(([name, value]) => ({ name, value: textOf(value) }));
}

/** The parameters of a schema, and what it says beside them. */
function schemaOf(schema: unknown): { parameters: Parameters; rest: Members } {
  const parameters = new Map<string, Members>();
  if (!isObject(schema)) return { parameters, rest: new Map(schema == null ? [] : [["schema", schema]]) };
  collect(schema, "", parameters);
  const rest = entriesOf(schema, ["properties", "required"]);
  // Said of nearly every schema, and by leaving it out as well.
  if (rest.get("type") === "object") rest.delete("type");
  return { parameters, rest };
}

function collect(schema: Readonly<Record<string, unknown>>, path: string, into: Map<string, Members>): void {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  for (const [name, said] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
    const here = path ? `${path}.${name}` : name;
    const inner = isObject(said) ? said : {};
    const members = isObject(said) ? entriesOf(said, ["properties", "required", "items"]) : new Map([["schema", said]]);
    members.set("required", required.has(name));
    into.set(here, members);
    collect(inner, here, into);
    if (isObject(inner.items)) {
      const items = entriesOf(inner.items, ["properties", "required"]);
      for (const [member, value] of items) members.set(`items ${member}`, value);
      collect(inner.items, `${here}[]`, into);
    } else if (inner.items !== undefined) members.set("items", inner.items);
  }
  // A demand for a parameter that is not described is one all the same.
  for (const name of required) {
    const here = path ? `${path}.${String(name)}` : String(name);
    if (!into.has(here)) into.set(here, new Map([["required", true]]));
  }
}

function flat({ parameters, rest }: { parameters: Parameters; rest: Members }): Members {
  const all = new Map(rest);
  for (const [name, members] of parameters) {
    for (const [member, value] of members) all.set(`${name} · ${member}`, value);
  }
  return all;
}

function entriesOf(value: unknown, but: readonly string[] = []): Map<string, unknown> {
  if (!isObject(value)) return new Map();
  return new Map(Object.entries(value).filter(([key]) => !but.includes(key)));
}

function typeOf(members: Members): string {
  const items = members.get("items type");
  return `${textOf(members.get("type") ?? members.get("schema"))}${items === undefined ? "" : ` of ${textOf(items)}`}`;
}

/** A parameter in one line: its type, whether it is required, what it says of itself. */
function summaryOf(members: Members): string {
  const parts = [
    typeOf(members),
    members.get("required") === true ? "required" : "optional",
    textOf(members.get("description")),
    ...[...members]
      .filter(([member]) => !["type", "schema", "items type", "required", "description"].includes(member))
      .map(([member, value]) => `${member}: ${textOf(value)}`),
  ];
  return parts.filter(Boolean).join(" · ");
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** Members in one order, so that the same said in another order is no change. */
function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
