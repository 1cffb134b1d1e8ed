import type { AuditSearch } from "../search";
import { termsOf } from "../search-words";
import type { Among, Bound, Facet } from "./where";

/** What a search for words asks of `audit_search`: every word as one begins, every phrase as it stands. */
export interface Words {
  /** A tsquery over audit_terms(words). */
  query: string;
  /** LIKE patterns over ' ' || words || ' ': the phrases. */
  phrases: readonly string[];
  /** The same as `query` or less: what matches it matches all of these. A tenth of its cost where no index helps. */
  patterns: readonly string[];
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
  const asked = split.flatMap(({ id, tokens }) =>
    id === null
      ? tokens.map((token, at) => (at === tokens.length - 1 ? `${lexeme(token)}:*` : lexeme(token)))
      : [lexeme(id)],
  );
  const phrases = split.filter(({ tokens }) => tokens.length > 1).map(({ tokens }) => `% ${tokens.join(" ")}%`);
  const patterns = split
    .flatMap(({ id, tokens }) => (id === null ? tokens : [id]))
    .map((token) => `% ${escaped(token)}%`);
  return { query: [...asked, ...facets.flatMap((facet) => narrowing(facet, tokens))].join(" & "), phrases, patterns };
}

const escaped = (token: string) => token.replaceAll(/[\\%_]/g, "\\$&");

const tokensOf = (text: string, tokens: Split) => (tokens.get(text) ?? "").split(" ").filter(Boolean);

/** A facet as a part of the question, where all of its values stand among an event's words. */
function narrowing(facet: Facet, tokens: Split): string[] {
  const values = facet.flatMap((among) => among.values.map((value) => lexemesOf(among.column, value, tokens)));
  if (values.length > MOST_VALUES || values.includes(null)) return [];
  return [`(${[...new Set(values)].join(" | ")})`];
}

/** Null: the words do not say it of every event that has the value. */
function lexemesOf(column: Among["column"], value: string, tokens: Split): string | null {
  if (["type", "agent_id", "actor_id", "policy"].includes(column)) return lexeme(value.toLowerCase());
  if (column === "target_id") return value.startsWith("per_") ? lexeme(value.toLowerCase()) : null;
  if (column === "severity") return value === "info" ? null : lexeme(value);
  if (column === "outcome") return value === "done" ? null : lexeme(value);
  if (column !== "tool") return null;
  const parts = tokensOf(value, tokens);
  return parts.length ? `(${parts.map(lexeme).join(" & ")})` : null;
}

const lexeme = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** SQL: `words` (an expression) has them. */
export function has(words: Words, expression: string, bound: Bound): string {
  const phrases = words.phrases.map((phrase) => ` and ' ' || ${expression} || ' ' like ${bound.bind(phrase)}`);
  return `audit_terms(${expression}) @@ ${bound.bind(words.query)}::tsquery${phrases.join("")}`;
}

/** SQL: as `has`, for rows that are read one by one: the patterns first, which are cheap. */
export function hasOneByOne(words: Words, expression: string, bound: Bound): string {
  const patterns = words.patterns.map((pattern) => `' ' || ${expression} like ${bound.bind(pattern)}`);
  return `case when ${patterns.join(" and ")} then ${has(words, expression, bound)} else false end`;
}
