import type { EarlierCall, ToolFacts } from "../decide/types";
import { Haystack } from "./haystack";
import { nameWordsOf, singular, spaced, wordsOf } from "./normal";
import { commandIn, type Order, ordersIn } from "./orders";
import { type Tree, treeOf } from "./structure";

/** One thing that a result tells of: its short fields, and the words by which it can be known as what the person named. */
export interface Item {
  values: ReadonlySet<string>;
  /** Values of fields that anybody may fill with anything: titles, subjects, names. */
  free: ReadonlySet<string>;
  words: ReadonlySet<string>;
}

/** A result, read once: its items, its running text, what that text orders, and whether it commands the reader. */
export interface Reading {
  items: readonly Item[];
  prose: Haystack;
  proseText: string;
  orders: readonly Order[];
  command: string | null;
}

const FREE_KEYS = new Set(
  "subject title body description content contents message text notes note comment comments summary review reviews feedback snippet detail details bio memo remark reason about caption transcript html markdown value".split(
    " ",
  ),
);
const LONGEST_FIELD_WORDS = 9;
/** Longer than names are: it may say something, wherever it stands. */
const LONGEST_NAME_WORDS = 3;
const LONGEST_TEXT = 400_000;

const kept = new Map<string, Reading>();
const MOST_KEPT_CHARACTERS = 24_000_000;
let keptCharacters = 0;

/** What a result says. `asText`: it is what stands in a file or on a page, whatever it looks like. Kept, by its text. */
export function readingOf(result: string, asText: boolean): Reading {
  const text = result.length > LONGEST_TEXT ? result.slice(0, LONGEST_TEXT) : result;
  const key = `${asText ? "t" : "s"}${text}`;
  const found = kept.get(key);
  if (found) return found;
  if (keptCharacters > MOST_KEPT_CHARACTERS) {
    kept.clear();
    keptCharacters = 0;
  }
  const reading = read(text, asText);
  kept.set(key, reading);
  keptCharacters += key.length;
  return reading;
}

function read(text: string, asText: boolean): Reading {
  const bare = text.replace(/^\s*<<(?=[\s\S]*>>\s*$)/, "").replace(/>>\s*$/, "");
  const tree = asText ? undefined : treeOf(bare);
  const items: Item[] = [];
  const prose: string[] = [];
  if (tree !== undefined && typeof tree === "object") walk(tree, "", [], { items, prose });
  else if (!asText && !isFree("", bare)) items.push(itemOf([{ key: "", value: bare.trim() }], []));
  else prose.push(text);
  const proseText = prose.join("\n\n");
  return {
    items,
    prose: new Haystack(proseText),
    proseText,
    orders: prose.flatMap(ordersIn),
    command: prose.map(commandIn).find((command) => command !== null) ?? null,
  };
}

interface Field {
  key: string;
  value: string;
}

interface Collected {
  items: Item[];
  prose: string[];
}

function walk(tree: Tree, key: string, above: readonly string[], found: Collected): void {
  if (Array.isArray(tree)) {
    for (const each of tree) {
      if (typeof each === "object" && each !== null) walk(each, key, above, found);
      else if (each !== null) walk({ [key || "item"]: each }, key, above, found);
    }
    return;
  }
  if (typeof tree !== "object" || tree === null) return;
  const fields: Field[] = [];
  const nested: [string, Tree][] = [];
  for (const [name, value] of Object.entries(tree)) {
    if (/[\sA-Z@.]/.test(name)) fields.push({ key: "", value: name });
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each === null || typeof each === "boolean") continue;
      if (typeof each === "object") nested.push([name, each]);
      else fields.push({ key: name, value: String(each) });
    }
  }
  for (const { key: name, value } of fields) if (isFree(name, value)) found.prose.push(value);
  const short = fields.filter(({ value }) => isShort(value));
  if (short.length > 0) found.items.push(itemOf(short, above));
  const names = [...above, ...short.slice(0, 8).map(({ value }) => value)].slice(-24);
  for (const [name, value] of nested) walk(value, name, names, found);
}

function itemOf(fields: readonly Field[], above: readonly string[]): Item {
  const normal = (list: readonly Field[]) => new Set(list.map(({ value }) => spaced(value)));
  const texts = [...fields.map(({ value }) => value), ...above];
  return {
    values: normal(fields.filter(({ key }) => !isFreeKey(key))),
    free: normal(fields.filter(({ key }) => isFreeKey(key))),
    words: new Set(texts.flatMap(wordsOf).map(singular)),
  };
}

function isFreeKey(key: string): boolean {
  return FREE_KEYS.has(wordsOf(key).at(-1) ?? "");
}

function isFree(key: string, value: string): boolean {
  return isFreeKey(key) || !isShort(value) || value.trim().split(/\s+/).length > LONGEST_NAME_WORDS;
}

function isShort(value: string): boolean {
  return value.length <= 160 && !/[\n]/.test(value.trim()) && wordsOf(value).length <= LONGEST_FIELD_WORDS;
}

const DOCUMENT = new Set(
  "file page webpage url uri website site document web article attachment link html path".split(" "),
);
const LOCATION = /(?:^|_|\b)(?:path|url|uri|link|href|address_url)s?$/i;

/** Whether a call returns what stands in a file or on a page: then nothing in it is a fact of the system that was asked. */
export function returnsText(earlier: EarlierCall, tool: ToolFacts | undefined): boolean {
  const located = Object.keys(earlier.arguments).some((name) => LOCATION.test(name));
  const words = nameWordsOf(earlier.tool);
  const browses = tool?.capabilities.includes("browse_untrusted") === true && words.some((word) => DOCUMENT.has(word));
  return located || (browses && /web|url|site|page/.test(words.join(" ")));
}
