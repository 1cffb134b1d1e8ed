import type { ToolFacts } from "../decide/types";
import { nameWordsOf, plain, singular, wordsOf } from "./normal";
import { BEFORE_NOUNS, BEFORE_PURPOSES, DEEDS, DELEGATING, type Deed, NEGATIONS, OBJECTS, VERBS } from "./vocabulary";

/** What a tool does, in the words in which people would ask for it. */
export interface ToolDeeds {
  deeds: ReadonlySet<Deed>;
  objects: ReadonlySet<string>;
  words: ReadonlySet<string>;
}

const BY_CAPABILITY: Readonly<Record<string, Deed>> = {
  pay: "pay",
  delete: "delete",
  communicate: "send",
  publish: "send",
  execute: "run",
  change_permissions: "grant",
  change_infrastructure: "change",
};

const known = new Map<string, ToolDeeds>();
const MOST_KNOWN = 20_000;

/** The deeds in a tool's name, with what its capabilities add. Kept by what it depends on. */
export function deedsOfTool(tool: ToolFacts): ToolDeeds {
  const key = `${tool.name}\n${tool.effect}\n${tool.capabilities.join()}`;
  let found = known.get(key);
  if (!found) {
    if (known.size >= MOST_KNOWN) known.clear();
    found = readTool(tool);
    known.set(key, found);
  }
  return found;
}

function readTool(tool: ToolFacts): ToolDeeds {
  const words = nameWordsOf(tool.name);
  const deeds = new Set(tool.effect === "read" ? [] : deedsOfWords(words));
  for (const capability of tool.capabilities) {
    const deed = BY_CAPABILITY[capability];
    if (deed) deeds.add(deed);
  }
  if (tool.effect !== "read" && deeds.size === 0) {
    deeds.add("change");
    if (tool.effect === "write") deeds.add("create");
  }
  return { deeds, objects: objectsOf(words), words: new Set(words.map(singular)) };
}

/** A tool that does one of several things does what its argument says: `action: "delete"`. */
export function withModes(
  tool: ToolDeeds,
  given: readonly { kind: string; values: readonly (string | number)[] }[],
): ToolDeeds {
  const modes = given
    .filter(({ kind }) => kind === "mode")
    .flatMap(({ values }) => values.flatMap((value) => wordsOf(String(value).slice(0, 60))));
  const deeds = modes.flatMap(deedsOfVerb);
  return deeds.length === 0 ? tool : { ...tool, deeds: new Set([...tool.deeds, ...deeds]) };
}

/** The first word of a name that is a verb says what is done; later ones are mostly what it is done to. */
function deedsOfWords(words: readonly string[]): Deed[] {
  const verb = words.find((word) => DEEDS.some((deed) => VERBS[deed].has(word)));
  return verb === undefined ? [] : deedsOfVerb(verb);
}

function deedsOfVerb(verb: string): Deed[] {
  return DEEDS.filter((deed) => deed !== "visit" && VERBS[deed].has(verb));
}

export function objectsOf(words: Iterable<string>): Set<string> {
  const objects = new Set<string>();
  for (const word of words) {
    for (const [object, nouns] of Object.entries(OBJECTS))
      if (nouns.has(singular(word)) || nouns.has(word)) objects.add(object);
  }
  return objects;
}

/** Whether a text asks for something in the very word that a tool is named for ("Match this invoice", `match_invoice`). */
export function asksByName(text: string, toolName: string): boolean {
  const [verb] = nameWordsOf(toolName);
  // What is a deed by its common name is judged as one: "order" and "book" are things as well.
  if (verb === undefined || verb.length < 4 || DEEDS.some((deed) => VERBS[deed].has(verb))) return false;
  const words = tokensOf(text);
  return words.some((word, at) => word === verb && isWish(words, at));
}

const tokensOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+(?:['-][\p{L}]+)*|[.,;:!?()\n]/gu) ?? [];

/** Deeds that a sentence asks for, by verbs in their base form where no noun can stand. */
export function deedsAsked(sentence: string): Set<Deed> {
  const deeds = new Set<Deed>();
  const words = tokensOf(sentence);
  words.forEach((word, at) => {
    for (const deed of DEEDS) if (VERBS[deed].has(word) && isWish(words, at)) deeds.add(deed);
  });
  return deeds;
}

/** Nouns that follow a verb's form when it is one itself: "email from", "order that", "share of". */
const AFTER_NOUNS = new Set([
  "from",
  "of",
  "that",
  "which",
  "was",
  "is",
  "are",
  "has",
  "were",
  "about",
  "who",
  "named",
  "called",
  "titled",
]);
const DOUBTFUL = new Set(
  `email mail message text post reply share order book call comment report note record file plan schedule transfer log list tip
   answer return invoice exchange trade rent set start test visit search review build copy draft label pin star bid charge
   import block group`.split(/\s+/),
);

function isWish(words: readonly string[], at: number): boolean {
  const word = words[at] ?? "";
  const before = words[at - 1];
  const after = words[at + 1] ?? "";
  if (word === "make" && after === "sure") return false;
  if (word === "let" && after === "me") return false;
  if (before === "to" && BEFORE_PURPOSES.has(words[at - 2] ?? "")) return false;
  if (before !== undefined && BEFORE_NOUNS.has(before)) return false;
  if (
    words.slice(Math.max(0, at - 3), at).some((each) => NEGATIONS.has(each)) &&
    !words.slice(Math.max(0, at - 3), at).includes("forget")
  ) {
    return false;
  }
  // "What did she say?" asks about a deed that is done.
  if (words.slice(Math.max(0, at - 7), at).some((each) => each === "did" || each === "does")) return false;
  if (!DOUBTFUL.has(word)) return !(before === undefined && AFTER_NOUNS.has(after));
  return (
    !AFTER_NOUNS.has(after) &&
    (before === undefined ||
      /^(?:please|and|then|to|also|now|just|you|i|we|let's|can|could|would|should|must|will|kindly|or|[.,;:!?(\n]|\d+)$/.test(
        before,
      ))
  );
}

/** Whether the person left it to a text or to somebody else what is to be done. */
export function delegates(request: string): boolean {
  return DELEGATING.test(plain(request));
}
