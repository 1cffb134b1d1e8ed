import { type NameReading, readName, readText, type TextReading } from "./reading";
import type { ToolDescription } from "./schema";
import { OBJECTS, PARAMETERS, PHRASES } from "./vocabulary-cues";
import { nameVerbOf, nameWords, singular, type Verb } from "./words";

/** One observation about a tool: an id that weights.ts gives points, how sure it is (0..1), and the words it rests on. */
export interface Cue {
  id: string;
  share: number;
  because: string;
}

/** Everything seen of a tool, once, for the effect and the capabilities. */
export interface Observed {
  name: NameReading;
  text: TextReading;
  cues: Cue[];
  /** Kinds of objects named in the name and the first statement. */
  objects: ReadonlySet<string>;
}

const OBJECT_KINDS = new Map<string, string[]>();
for (const [kind, nouns] of Object.entries(OBJECTS)) {
  for (const noun of nouns.split(/\s+/).filter(Boolean)) {
    OBJECT_KINDS.set(noun, [...(OBJECT_KINDS.get(noun) ?? []), kind]);
  }
}

/** Reads a tool's name, title, description and parameters. Never throws; its time is bounded by the text it looks at. */
export function observe(tool: ToolDescription): Observed {
  const name = readName(tool.tool, tool.server ?? "");
  const description = tool.description?.trim() || "";
  const text = readText(description || (tool.title ?? ""));
  const verbs = new Set(name.verbs.map((verb) => verb.base));
  const things = [...name.words, ...nameWords(tool.title ?? "")].filter((word) => !verbs.has(word));
  const objects = objectsOf(untilMeans(things));
  const seen = [
    ...nameCues(name),
    ...textCues(text, description === "" ? 0.5 : 1),
    ...phraseCues(text.sentences),
    ...parameterCues(tool),
  ];
  return {
    name,
    text,
    cues: [
      ...seen,
      ...combinedCues(seen, readsByName(name) ? [] : [...name.verbs, ...text.lead], objects, description),
    ],
    objects,
  };
}

/** Named for reading without a doubt: what its text says of code and queries is then the matter read. */
function readsByName(name: NameReading): boolean {
  return name.doubt === 0 && name.verbs.every((verb) => verb.kind === "read");
}

const MAKES_RUN = new Set([
  "query",
  "execute",
  "exec",
  "run",
  "eval",
  "evaluate",
  "invoke",
  "perform",
  "submit",
  "interact",
  "start",
]);
const ASKS = new Set(["ask", "chat", "consult", "converse", "delegate", "instruct", "prompt", "tell"]);
const SELECT_EXAMPLE = /\bSELECT\b[^;]{1,120}\bFROM\b/;

/** Two observations that mean more together than apart. */
function combinedCues(seen: readonly Cue[], verbs: readonly Verb[], objects: ReadonlySet<string>, text: string): Cue[] {
  const has = (id: string) => seen.some((cue) => cue.id === id);
  const runs = verbs.some((verb) => MAKES_RUN.has(verb.base)) || has("takes.code");
  const cues: Cue[] = [];
  const add = (id: string, because: string) => cues.push({ id, share: 1, because });
  if (runs && has("says.code")) add("runs.code", "it runs code or commands it is given");
  if (
    runs &&
    (has("says.sql") || SELECT_EXAMPLE.test(text.slice(0, MAX_EXAMPLE))) &&
    !has("says.select-only") &&
    !has("says.read-only")
  )
    add("runs.sql", "it runs queries in a language that can also write, and promises no less");
  if (objects.has("agent") && verbs.some((verb) => ASKS.has(verb.base)))
    add("asks.agent", "it hands the request to another agent, which may act");
  if (has("name.add") || has("lead.add")) {
    if (objects.has("infrastructure")) add("adds.infrastructure", "it brings up infrastructure");
    if (objects.has("secret")) add("adds.secret", "it creates a credential or a key");
  }
  return cues;
}

const MAX_EXAMPLE = 3000;

const DOUBT_SHARE = [1, 0.7, 0.25] as const;
const PLACE_SHARE = { first: 1, last: 1, inside: 0.9, none: 0 } as const;

function nameCues(name: NameReading): Cue[] {
  const viewing = name.endsInView && name.doubt > 0 ? 0.3 : 1;
  const share = DOUBT_SHARE[name.doubt] * PLACE_SHARE[name.place] * viewing;
  const cues = name.verbs.map((verb) => verbCue("name", verb, share, `its name says "${verb.base}"`));
  return strongest(cues);
}

function textCues(text: TextReading, share: number): Cue[] {
  const lead = text.lead.map((verb) => verbCue("lead", verb, share, `its description begins with "${verb.base}"`));
  const also = text.also
    .filter(({ kind }) => kind !== "manage")
    .map((verb) => verbCue("also", verb, share, `its description goes on to say "${verb.base}"`));
  return [...strongest(lead), ...strongest(also)];
}

function verbCue(where: string, verb: Verb, share: number, because: string): Cue {
  return { id: `${where}.${verb.kind}`, share, because };
}

/** One cue per id: saying "delete" three times is not three deletions. */
function strongest(cues: readonly Cue[]): Cue[] {
  const best = new Map<string, Cue>();
  for (const cue of cues) if ((best.get(cue.id)?.share ?? 0) < cue.share) best.set(cue.id, cue);
  return [...best.values()];
}

function phraseCues(sentences: readonly string[]): Cue[] {
  const lower = sentences.map((sentence) => sentence.toLowerCase());
  return Object.entries(PHRASES).flatMap(([id, pattern]) => {
    // Whether it speaks of something existing matters in the first statement alone.
    // What it sets going, it says of itself at the beginning.
    const within = id === "says.existing" ? lower.slice(0, 1) : id === "says.hidden-work" ? lower.slice(0, 3) : lower;
    const match = within.map((sentence) => pattern.exec(sentence)?.[0]).find(Boolean);
    return match ? [{ id, share: 1, because: `its description says "${match.slice(0, 60)}"` }] : [];
  });
}

/** The parameters a tool declares, by either way of writing them down; at most 60. */
export function parametersOf(tool: ToolDescription): { name: string; schema: unknown }[] {
  const { input_schema: schema, params } = tool;
  if (params)
    return params
      .slice(0, 60)
      .map((param) =>
        typeof param === "string" ? { name: param, schema: null } : { name: param.name, schema: param },
      );
  const properties = isRecord(schema) && isRecord(schema.properties) ? schema.properties : {};
  return Object.entries(properties)
    .slice(0, 60)
    .map(([name, schema]) => ({ name, schema }));
}

function parameterCues(tool: ToolDescription): Cue[] {
  const cues: Cue[] = [];
  for (const { name, schema } of parametersOf(tool)) {
    const words = nameWords(name).join(" ");
    for (const [id, pattern] of Object.entries(PARAMETERS)) {
      if (pattern.test(words)) cues.push({ id, share: 1, because: `it takes "${name.slice(0, 40)}"` });
    }
    for (const verb of choices(name, schema)) {
      cues.push({ id: `choice.${verb.kind}`, share: 1, because: `its "${name.slice(0, 40)}" can be "${verb.base}"` });
    }
  }
  return strongest(cues);
}

const METHODS = new Map([
  ["post", "create"],
  ["put", "replace"],
  ["patch", "update"],
]);

/** The verbs a parameter lets the caller choose among: `action`, `mode`, `operation`, `method` and the like. */
function choices(name: string, schema: unknown): Verb[] {
  if (!isRecord(schema) || !Array.isArray(schema.enum)) return [];
  if (!/(?:action|mode|operation|method|command|verb|op)$/i.test(name)) return [];
  return schema.enum.slice(0, 30).flatMap((value) => {
    const word = nameWords(String(value))[0] ?? "";
    return nameVerbOf(METHODS.get(word) ?? word) ?? [];
  });
}

/** `find_user_by_email` is about users: what follows "by" is the means. */
function untilMeans(words: readonly string[]): string[] {
  const at = words.findIndex((word) => word === "by" || word === "using" || word === "via");
  return at < 0 ? [...words] : words.slice(0, at);
}

/** The kinds of objects that words name. */
export function objectsOf(words: readonly string[]): Set<string> {
  return new Set(words.flatMap((word) => OBJECT_KINDS.get(singular(word)) ?? []));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
