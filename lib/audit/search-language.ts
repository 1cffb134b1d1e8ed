import {
  type AuditSearch,
  type AuditSearchInput,
  auditSearchSchema,
  EVENT_TYPES,
  OUTCOMES,
  RESOURCES,
  SEVERITIES,
  type SearchProblem,
} from "./search";
import { type Piece, piecesOf, termsOf, written } from "./search-words";

export { termsOf } from "./search-words";

/**
 * The search as people write it: `agent:"Invoice matcher" kind:approval.approved -outcome:done after:2026-11-01 refund "last year"`.
 * The same key twice means any of the values, different keys mean all of them, a minus leaves out, and what has no key are words.
 * Pure and safe for the browser; names are looked up by `readSearch`.
 */

type ListField = "kind" | "severity" | "outcome" | "actorId" | "agentId" | "tool" | "policy" | "personId";
type SingleField = "targetId" | "correlationId" | "from" | "to";

const LIST_KEYS = {
  agent: "agentId",
  person: "personId",
  by: "actorId",
  kind: "kind",
  outcome: "outcome",
  severity: "severity",
  tool: "tool",
  policy: "policy",
} as const satisfies Record<string, ListField>;
const SINGLE_KEYS = {
  about: "targetId",
  correlation: "correlationId",
  after: "from",
  before: "to",
} as const satisfies Record<string, SingleField>;
type Key = keyof typeof LIST_KEYS | keyof typeof SINGLE_KEYS;

/** What a search can be written with, for help and completion. `values`: all there are, where they are few. */
export const SEARCH_KEYS: readonly { key: Key; example: string; told: string; values?: readonly string[] }[] = [
  { key: "agent", example: 'agent:"Invoice matcher"', told: "an agent, by id or name" },
  { key: "person", example: 'person:"Marta Nowak"', told: "a person who did it, or to whom it was done" },
  { key: "by", example: "by:worker", told: "who or what did it" },
  {
    key: "kind",
    example: "kind:approval.approved",
    told: "what happened: one type, or all of a resource",
    values: [...RESOURCES, ...EVENT_TYPES],
  },
  { key: "outcome", example: "outcome:refused", told: "how it ended", values: OUTCOMES },
  { key: "severity", example: "severity:alert", told: "how serious it is", values: SEVERITIES },
  { key: "tool", example: 'tool:"payments/refund"', told: "a tool, as server/tool" },
  { key: "policy", example: 'policy:"Payments limits"', told: "a policy, by id or name" },
  { key: "about", example: "about:apr_…", told: "the record it is about, by id" },
  { key: "correlation", example: "correlation:req_…", told: "one workflow, by id" },
  { key: "after", example: "after:2026-11-01", told: "that day (UTC) or instant, and later" },
  { key: "before", example: "before:2026-11-30", told: "until the end of that day (UTC), or that instant" },
];

/** A name where an id belongs: to be looked up. */
export interface NamedValue {
  field: "agentId" | "personId" | "actorId" | "policy";
  not: boolean;
  name: string;
  from: number;
  to: number;
}

export interface ParsedSearch {
  /** What was understood, without the names. */
  search: AuditSearchInput;
  names: NamedValue[];
  problems: SearchProblem[];
}

/** More than any search that is understood needs: what comes after that is not read. */
const MOST_CHARACTERS = 50_000;
const MOST_PIECES = 500;
const MOST_PROBLEMS = 20;

/** Reads a search. What is not understood is a problem with its place, and never guessed. */
export function parseSearch(text: string): ParsedSearch {
  const parsed: ParsedSearch = { search: {}, names: [], problems: [] };
  if (text.length > MOST_CHARACTERS) {
    const message = `Write a shorter search: up to ${MOST_CHARACTERS.toLocaleString("en")} characters.`;
    return { ...parsed, problems: [{ message, from: 0, to: text.length }] };
  }
  const words: string[] = [];
  const pieces = piecesOf(text, MOST_PIECES + 1);
  for (const [at, piece] of pieces.entries()) {
    const { key, value, from, to } = piece;
    if (at === MOST_PIECES || parsed.problems.length === MOST_PROBLEMS) {
      parsed.problems.push({ message: unread(at), from, to: text.length });
      break;
    }
    const message = flawOf(piece) ?? (key === null ? null : readKeyed(parsed, piece, key.toLowerCase()));
    if (message) parsed.problems.push({ message, from, to });
    else if (key === null) words.push(value);
  }
  const wanted = words.filter((word) => word.trim() !== "").map(written);
  if (wanted.length) parsed.search.text = wanted.join(" ");
  const result = auditSearchSchema.safeParse(parsed.search);
  if (!result.success) tooMuch(parsed, result.error.issues, text.length);
  return parsed;
}

function unread(at: number): string {
  return at === MOST_PIECES
    ? `Write a shorter search: what comes after ${MOST_PIECES} words and keys is not read.`
    : "Put right what is told here first: the rest was not read.";
}

/** As much of what was written as a sentence may repeat. */
const told = (written: string) => (written.length > 80 ? `${written.slice(0, 80)}…` : written);

function flawOf({ key, value, not, open }: Piece): string | null {
  if (open) return 'Close the quotation mark: "…".';
  if (key === null) return not ? "Only a key can be left out, as in -kind:decision.made." : null;
  return value === "" ? `Say which ${told(key.toLowerCase())} after the colon.` : null;
}

/** Puts what was said under a key into the search. @returns what is wrong with it */
function readKeyed(parsed: ParsedSearch, piece: Piece, key: string): string | null {
  if (Object.hasOwn(LIST_KEYS, key)) return readList(parsed, LIST_KEYS[key as keyof typeof LIST_KEYS], piece);
  if (Object.hasOwn(SINGLE_KEYS, key)) {
    return readSingle(parsed, SINGLE_KEYS[key as keyof typeof SINGLE_KEYS], piece);
  }
  const [near] = alikeTo(key, Object.keys({ ...LIST_KEYS, ...SINGLE_KEYS }));
  const keys = SEARCH_KEYS.map((known) => `${known.key}:`).join(", ");
  const instead = near ? `Perhaps ${near}:? Otherwise use` : "Use";
  return `There is no “${told(key)}:”. ${instead} ${keys}, or put it in quotation marks to find these words.`;
}

function readList(parsed: ParsedSearch, field: ListField, piece: Piece): string | null {
  const { value, not, from, to } = piece;
  const words = WORDS_OF[field];
  if (words && !words.includes(value)) return noSuchWord(piece, words);
  if (isNamed(field) && !looksLikeId(field, value)) {
    parsed.names.push({ field, not, name: value, from, to });
    return null;
  }
  if (!words && !auditSearchSchema.shape[field].safeParse([value]).success) return `“${told(value)}” is too long.`;
  const into = not ? leftOut(parsed.search) : (parsed.search as Lists);
  into[field] = [...new Set([...(into[field] ?? []), value])];
  return null;
}

function readSingle(parsed: ParsedSearch, field: SingleField, { key, value, not }: Piece): string | null {
  if (not) return `“${key}:” cannot be left out: say what it should be.`;
  if (parsed.search[field] !== undefined) return `“${key}:” stands here twice: keep one.`;
  if (auditSearchSchema.shape[field].safeParse(value).success) {
    parsed.search[field] = value;
    return null;
  }
  return field === "from" || field === "to"
    ? "Write a day as 2026-11-30, or an instant as 2026-11-30T09:00:00Z."
    : `“${told(value)}” is no id: copy it from the record, as in ${field === "targetId" ? "apr_…" : "req_…"}.`;
}

type Lists = { [F in ListField]?: string[] };

function leftOut(search: AuditSearchInput): Lists {
  search.not ??= {};
  return search.not as Lists;
}

const WORDS_OF: { [F in ListField]?: readonly string[] } = {
  kind: [...EVENT_TYPES, ...RESOURCES],
  outcome: OUTCOMES,
  severity: SEVERITIES,
};
const PREFIXES = { agentId: /^agt_/, personId: /^per_/, policy: /^pol_/, actorId: /^[a-z]{3}_/ } as const;
/** Parts of the system that act, which need no id. */
const SYSTEMS = ["worker", "seed", "sequencer", "sign-in", "command-line"];

const isNamed = (field: ListField): field is NamedValue["field"] => Object.hasOwn(PREFIXES, field);

function looksLikeId(field: NamedValue["field"], value: string): boolean {
  if (field === "actorId" && SYSTEMS.includes(value)) return true;
  return PREFIXES[field].test(value) && auditSearchSchema.shape[field].safeParse([value]).success;
}

function noSuchWord(piece: Piece, words: readonly string[]): string {
  const [key, value] = [told(piece.key ?? ""), told(piece.value)];
  if (words.length < 10) {
    const [near] = alikeTo(value, words);
    return `There is no ${key} “${value}”${near ? `, perhaps ${near}` : ""}: it is one of ${words.join(", ")}.`;
  }
  const nearest = alikeTo(value, words).slice(0, 3);
  return nearest.length
    ? `There is no kind “${value}”. Perhaps ${nearest.join(" or ")}?`
    : `There is no kind “${value}”: use a resource such as agent or approval, or a type such as approval.approved.`;
}

/** Words that were perhaps meant, the most alike first: those that share pairs of letters. */
function alikeTo(value: string, words: readonly string[]): string[] {
  const asked = pairsOf(value.toLowerCase());
  const alike = (word: string) =>
    pairsOf(word).filter((pair) => asked.includes(pair)).length / (word.length + asked.length);
  return words
    .map((word) => ({ word, alike: alike(word) }))
    .filter((one) => one.alike > 0.2)
    .sort((one, other) => other.alike - one.alike)
    .map(({ word }) => word);
}

const pairsOf = (text: string) =>
  Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => text.slice(at, at + 2));

/** What is right piece by piece and too much together: told of the whole, and left out. */
function tooMuch(parsed: ParsedSearch, issues: readonly { path: PropertyKey[] }[], to: number): void {
  for (const field of new Set(issues.map(({ path }) => String(path[0])))) {
    delete parsed.search[field as keyof AuditSearchInput];
    const message =
      field === "text"
        ? "Search for fewer words: up to 200 characters."
        : `Name fewer values of ${field} in one search.`;
    parsed.problems.push({ message, from: 0, to });
  }
}

/** The search as text that `parseSearch` reads as the same search; without cursors and limit. */
export function formatSearch(input: AuditSearchInput): string {
  const search: AuditSearch = auditSearchSchema.parse(input);
  const lists = Object.entries(LIST_KEYS).flatMap(([key, field]) => [
    ...search[field].map((value) => `${key}:${written(value)}`),
    ...search.not[field].map((value) => `-${key}:${written(value)}`),
  ]);
  const singles = Object.entries(SINGLE_KEYS).flatMap(([key, field]) =>
    search[field] === null ? [] : [`${key}:${search[field]}`],
  );
  return [...lists, ...singles, ...termsOf(search.text).map(written)].join(" ");
}
