import type { AuditSearch } from "../search";
import { termsOf } from "../search-words";
import type { Among, Bound, Facet } from "./where";

/** What a search for words asks of `audit_search`: every word as one begins, every phrase as it stands. */
export interface Words {
  /** A tsquery over audit_terms(words). */
  query: string;
  /** What of `query` stands for facets: whole words, of which the index reads no more than the rarest needs. "": no facet. */
  facets: string;
  /** LIKE patterns over ' ' || words || ' ': the phrases. */
  phrases: readonly string[];
  /**
   * The same as `query`, as LIKE patterns over ' ' || words || ' ': of each row one of the alternatives, all of it. Where no index
   * helps it costs a tenth.
   */
  patterns: readonly (readonly (readonly string[])[])[];
  /** How many of the patterns, the first, were typed; the others stand for facets. */
  typed: number;
}

/** Facets with more values than this do not narrow the index; the events are asked themselves. */
const MOST_VALUES = 30;
const WHOLE_ID = /^[a-z]{2,4}_[0-9a-z]{20,}$/;

/** The terms of a search as they were typed. */
export function askedFor(search: Pick<AuditSearch, "text">): string[] {
  return termsOf(search.text);
}

/** How audit_tokens splits a text. */
export type Split = ReadonlyMap<string, string>;

/**
 * The question to the index: ids as a whole, everything else word by word. Null: nothing in the text is a word, so that nothing
 * can match it.
 * @param terms what was typed, and of each its words as audit_tokens splits them
 * @param facets narrow the question by what of them stands among the words; tools as far as `tokens` says their words
 */
export function wordsFor(
  terms: readonly { term: string; tokens: string }[],
  facets: readonly Facet[],
  tokens: Split = new Map(),
): Words | null {
  const split = terms.map(({ term, tokens: said }) => {
    const id = term.toLowerCase();
    return WHOLE_ID.test(id) ? { id, tokens: [] } : { id: null, tokens: said.split(" ").filter(Boolean) };
  });
  if (split.some(({ id, tokens }) => id === null && tokens.length === 0)) return null;
  const asked = split.flatMap(({ id, tokens: said }): Lexeme[] =>
    id === null ? said.map((text, at) => ({ text, prefix: at === said.length - 1 })) : [{ text: id, prefix: false }],
  );
  const narrowed = facets.flatMap((facet) => narrowing(facet, tokens));
  const all = [...asked.map((one) => [[one]]), ...narrowed];
  return {
    query: queryOf(all),
    facets: queryOf(narrowed),
    phrases: split.filter(({ tokens: said }) => said.length > 1).map(({ tokens: said }) => `% ${said.join(" ")}%`),
    patterns: all.map((any) => any.map((every) => every.map(pattern))),
    typed: asked.length,
  };
}

/** One word of an event, or how one begins. */
interface Lexeme {
  text: string;
  prefix: boolean;
}

const lexeme = ({ text, prefix }: Lexeme) =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'${prefix ? ":*" : ""}`;
const pattern = ({ text, prefix }: Lexeme) => `% ${text.replaceAll(/[\\%_]/g, "\\$&")}${prefix ? "" : " "}%`;
const anyOf = (alternatives: readonly string[]) =>
  alternatives.length === 1 ? alternatives[0] : `(${alternatives.map((one) => `(${one})`).join(" | ")})`;
const queryOf = (all: readonly Lexeme[][][]) =>
  all.map((any) => anyOf(any.map((every) => every.map(lexeme).join(" & ")))).join(" & ");
const whole = (text: string): Lexeme => ({ text, prefix: false });

const tokensOf = (text: string, tokens: Split) => (tokens.get(text) ?? "").split(" ").filter(Boolean);

/** A facet as a part of the question, any of its values, where all of them stand among an event's words. */
function narrowing(facet: Facet, tokens: Split): Lexeme[][][] {
  const values = facet.flatMap((among) => among.values.map((value) => lexemesOf(among.column, value, tokens)));
  if (values.length > MOST_VALUES) return [];
  const told = values.filter((value) => value !== null);
  return told.length < values.length ? [] : [told];
}

/** Null: the words do not say it of every event that has the value. */
function lexemesOf(column: Among["column"], value: string, tokens: Split): Lexeme[] | null {
  if (["type", "agent_id", "actor_id", "policy"].includes(column)) return [whole(value.toLowerCase())];
  if (column === "target_id") return value.startsWith("per_") ? [whole(value.toLowerCase())] : null;
  if (column === "severity") return value === "info" ? null : [whole(value)];
  if (column === "outcome") return value === "done" ? null : [whole(value)];
  if (column !== "tool") return null;
  const parts = tokensOf(value, tokens);
  return parts.length ? parts.map(whole) : null;
}

/** What was typed alone, for events that are known to meet the facets. For `hasOneByOne`. */
export function typedOf(words: Words): Words {
  return { ...words, patterns: words.patterns.slice(0, words.typed) };
}

/** SQL: `words` (an expression) has them. */
export function has(words: Words, expression: string, bound: Bound): string {
  const phrases = words.phrases.map((phrase) => ` and ' ' || ${expression} || ' ' like ${bound.bind(phrase)}`);
  return `audit_terms(${expression}) @@ ${bound.bind(words.query)}::tsquery${phrases.join("")}`;
}

/** SQL: as `has`, where the index is asked for the facets alone and what was typed is looked for in the rows that it finds. */
export function hasAmongFacets(words: Words, expression: string, bound: Bound): string {
  const typed = hasOneByOne(typedOf(words), expression, bound);
  return `audit_terms(${expression}) @@ ${bound.bind(words.facets)}::tsquery and ${typed}`;
}

/** SQL: as `has`, for rows that are read one by one. */
export function hasOneByOne({ patterns, phrases }: Words, expression: string, bound: Bound): string {
  const like = (one: string) => `' ' || ${expression} || ' ' like ${bound.bind(one)}`;
  const every = (ones: readonly string[]) => ones.map(like).join(" and ");
  return [...patterns.map((any) => `(${any.map(every).join(" or ")})`), ...phrases.map(like)].join(" and ");
}
