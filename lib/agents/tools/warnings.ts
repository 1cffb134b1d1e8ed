import type { ListedTool } from "./definition";
import { isObject } from "./definition";
import { MILD_WARNINGS, type WarningKind } from "./terms";

/** Something in a definition that should make its reader stop: where it stands and the words themselves, untrusted as they are. */
export interface ToolWarning {
  kind: WarningKind;
  /** Accepted only with a reason. */
  grave: boolean;
  /** "description", "parameter to" … */
  where: string;
  excerpt: string;
}

/** The other tools around it: what an agent could be led to, or mistake it for. */
export interface Neighbour {
  server: string;
  name: string;
}

interface Text {
  where: string;
  text: string;
}

/**
 * What in a definition speaks to the model instead of describing a tool, or hides from people. General cues: a warning is no
 * verdict, and a definition without one is not therefore safe.
 */
export function warningsOf(
  tool: ListedTool & { server: string },
  neighbours: readonly Neighbour[] = [],
): ToolWarning[] {
  const texts = textsOf(tool);
  const found = texts.flatMap(({ where, text }) =>
    CUES.flatMap(([kind, find]) => {
      const excerpt = find(text);
      return excerpt === null ? [] : [warning(kind, where, excerpt)];
    }),
  );
  return once([...found, ...secretParameters(tool, texts), ...aboutOthers(tool, texts, neighbours)]);
}

const warning = (kind: WarningKind, where: string, excerpt: string): ToolWarning => ({
  kind,
  grave: !MILD_WARNINGS.has(kind),
  where,
  excerpt,
});

type Cue = readonly [kind: WarningKind, find: (text: string) => string | null];

const EMOJI = /\p{Extended_Pictographic}(?:[\ufe0f\u200d]|\p{Emoji_Modifier}|\p{Extended_Pictographic})*/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]/;
const HIDDEN =
  /\u034f|[\u180b-\u180d\u180f]|[\ufe00-\ufe0f]|[\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|\p{Co}/u;
/** Room enough to push what follows out of sight. */
const GAP = /\n{8,}|[ \t]{60,}/;
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const MIXED =
  /(?=[\p{L}]*\p{Script=Latin})(?=[\p{L}]*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}])\p{L}{3,}|[\u{1d400}-\u{1d7ff}]{2,}/u;

const SET_ASIDE =
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:previous|prior|above|earlier|all|any|other|system|safety|your)\b[^.!?\n]{0,30}\b(?:instructions?|rules?|prompts?|guidelines?|polic(?:y|ies)|messages?|restrictions?|safeguards?)\b/i;
const KEEP_QUIET =
  /\b(?:do not|don't|never|must not|should not|without|avoid)\b[^.!?\n]{0,24}\b(?:tell|telling|mention|mentioning|inform|informing|notify|notifying|reveal|revealing|disclose|disclosing|alert|alerting|show|showing)\b[^.!?\n]{0,40}\b(?:users?|humans?|person|people|anyone|anybody|operators?|administrators?|them)\b|\b(?:secretly|covertly|behind the user's back|without (?:the |any )?(?:users?|humans?)(?:'s?)? (?:knowledge|consent|notice)|hide (?:this|it) from)\b/i;
const ORDERS =
  /<\/?\s*(?:important|system|secret|hidden|admin|instructions?|assistant|critical)\s*>|\byou are now\b|\bas an? (?:ai|language model|assistant), (?:you|always|first)\b|\b(?:before|after|whenever|when) (?:you )?(?:us(?:e|ing)|call(?:ing)?|answer(?:ing)?|respond(?:ing)?|run(?:ning)?)\b[^.!?\n]{0,60}\b(?:you must|always|first)\b[^.!?\n]{0,60}\b(?:read|send|include|forward|copy|upload|append|fetch|attach|pass)\b|\byou must (?:always |first )?(?:read|send|include|forward|copy|upload|append|attach)\b/i;
const SECRET_FILES =
  /(?:^|[\s"'`(/~])(?:\.ssh\/|id_rsa|id_ed25519|\.aws\/|\.kube\/config|\.env\b(?!ironment)|\.netrc|\.npmrc|\.git-credentials|\/etc\/(?:passwd|shadow))|\b(?:browser (?:cookies|passwords)|saved passwords|seed phrase|private keys? of (?:the )?user)\b/i;
const CONVERSATION =
  /\b(?:system prompt|(?:full|entire|whole|complete|previous) (?:conversation|chat|context|transcript)|(?:conversation|chat) (?:history|log)|your (?:instructions|reasoning|chain of thought)|chain of thought|previous (?:messages|tool (?:calls|results)))\b/i;

const CUES: readonly Cue[] = [
  [
    "hidden_text",
    (text) => at(text.replace(EMOJI, ""), CONTROL) ?? at(text.replace(EMOJI, ""), HIDDEN) ?? at(text, GAP),
  ],
  ["direction", (text) => at(text, DIRECTION)],
  ["lookalike", (text) => at(text, MIXED)],
  ["encoded", encodedIn],
  ["overrides", (text) => at(text, SET_ASIDE)],
  ["conceals", (text) => at(text, KEEP_QUIET)],
  ["addresses_model", (text) => at(text, ORDERS)],
  ["reads_secrets", (text) => at(text, SECRET_FILES)],
  ["wants_conversation", (text) => at(text, CONVERSATION)],
];

const AROUND = 30;
const EXCERPT = 120;

/** The words around the first match, and null when there is none. */
function at(text: string, pattern: RegExp): string | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const from = wordStart(text, Math.max(0, match.index - AROUND), match.index);
  const end = Math.min(text.length, match.index + Math.max(match[0].length, 1) + AROUND, from + EXCERPT);
  const to = end < text.length ? wordEnd(text, from, end) : end;
  const cut = text
    .slice(from, to)
    .toWellFormed()
    .replaceAll("\ufffd", "")
    .replace(/\s{8,}/g, " … ");
  return `${from > 0 ? "…" : ""}${cut.trim()}${to < text.length ? "…" : ""}`;
}

/** The first beginning of a word from here on, at most at `end`. */
function wordStart(text: string, from: number, end: number): number {
  const blank = from === 0 ? -1 : text.slice(from, end).search(/\s/);
  return blank < 0 ? from : from + blank + 1;
}

/** The last end of a word before here, unless there is none. */
function wordEnd(text: string, from: number, end: number): number {
  const kept = text.slice(from, end).replace(/\s+\S*$/, "").length;
  return kept > EXCERPT / 4 ? from + kept : end;
}

const BLOB = /[A-Za-z0-9+/_-]{32,}={0,2}/g;
const HEX = /^(?:[0-9a-f]{2}){16,}$/i;
const READABLE = /^[\t\n\r -~]{16,}$/;

/** Text that reads as text once it is decoded: a digest or a key does not. */
function encodedIn(text: string): string | null {
  for (const [blob] of text.matchAll(BLOB)) {
    if (/^[A-Za-z]+$|^[a-z0-9_-]+$/.test(blob) && !HEX.test(blob)) continue;
    if (READABLE.test(HEX.test(blob) ? fromHex(blob) : fromBase64(blob))) return `${blob.slice(0, 60)}…`;
  }
  return null;
}

function fromHex(blob: string): string {
  return (blob.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join("");
}

function fromBase64(blob: string): string {
  try {
    return atob(blob.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, ""));
  } catch {
    return "";
  }
}

const SECRET =
  /(?:^|[^a-z])(?:pass(?:word|wd|phrase)|secrets?|api ?keys?|private ?keys?|access ?tokens?|auth(?:entication|orization)? ?tokens?|bearer|credentials?|session ?cookies?|seed ?phrase|otp|pin ?code)(?:[^a-z]|$)/i;

/** A parameter that asks for a secret in a tool whose own words speak of none. */
function secretParameters(tool: ListedTool, texts: readonly Text[]): ToolWarning[] {
  const own = spaced(`${tool.name} ${tool.definition.title} ${tool.definition.description}`);
  if (SECRET.test(own)) return [];
  return texts.flatMap(({ where, text }) => {
    const name = /^parameter (.+)$/.exec(where)?.[1] ?? "";
    const asked = name && SECRET.test(spaced(name)) ? name : null;
    const excerpt = asked ?? (name ? at(text, SECRET) : null);
    return excerpt === null ? [] : [warning("wants_secrets", where, excerpt)];
  });
}

const spaced = (name: string) => name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_\-.[\]]+/g, " ");

/** Names that could stand in any sentence say nothing when they do. */
const TELLING_NAME = /[_\-.]|[a-z][A-Z]|^.{12,}$/;
const NAMED = /\w+(?:[-.]\w+)*/g;

function aboutOthers(
  tool: ListedTool & { server: string },
  texts: readonly Text[],
  neighbours: readonly Neighbour[],
): ToolWarning[] {
  const namesakes = neighbours.filter(({ server, name }) => name === tool.name && server !== tool.server);
  const others = new Set(
    neighbours.map(({ name }) => name).filter((name) => name !== tool.name && TELLING_NAME.test(name)),
  );
  const named = texts.flatMap(({ where, text }) => {
    const mention = (text.match(NAMED) ?? []).find((word) => others.has(word));
    return mention === undefined ? [] : [warning("names_other_tool", where, mention)];
  });
  return [...namesakes.map(({ server, name }) => warning("same_name", "name", `${server}: ${name}`)), ...named];
}

/** One warning of a kind in one place. */
function once(warnings: readonly ToolWarning[]): ToolWarning[] {
  const seen = new Set<string>();
  const kept = warnings.filter(({ kind, where }) => {
    const key = `${kind}/${where}`;
    return !seen.has(key) && seen.add(key);
  });
  return kept.sort((one, other) => Number(other.grave) - Number(one.grave));
}

/** Every text that a model would read, with the place where people find it. */
function textsOf({ name, definition }: ListedTool): Text[] {
  return [
    { where: "name", text: name },
    { where: "title", text: definition.title },
    { where: "description", text: definition.description },
    ...schemaTexts(definition.inputSchema, "", "parameter"),
    ...schemaTexts(definition.outputSchema, "", "output"),
    ...leavesOf(definition.annotations).map((text) => ({ where: "annotations", text })),
  ].filter(({ text }) => text !== "");
}

function schemaTexts(schema: unknown, path: string, kind: "parameter" | "output"): Text[] {
  if (!isObject(schema)) return [];
  const { properties, items, ...rest } = schema;
  const where = path ? `${kind} ${path}` : kind === "parameter" ? "input schema" : "output schema";
  const own = leavesOf(rest).join("\n");
  const inner = Object.entries(isObject(properties) ? properties : {}).flatMap(([name, said]) => {
    const here = path ? `${path}.${name}` : name;
    const told = schemaTexts(said, here, kind);
    // A parameter that says nothing of itself still has a name.
    return told.some((text) => text.where === `${kind} ${here}`)
      ? told
      : [{ where: `${kind} ${here}`, text: name }, ...told];
  });
  return [...(own ? [{ where, text: own }] : []), ...inner, ...schemaTexts(items, path ? `${path}[]` : "[]", kind)];
}

const STRUCTURE = new Set(["type", "$schema", "format", "additionalProperties", "required"]);

/** All strings within, keys of open objects included; not the words of the schema language itself. */
function leavesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (STRUCTURE.has(key) ? [] : leavesOf(inner)));
}
