import type { AuditSearch } from "../search";
import { termsOf } from "../search-words";
import type { Bound, Facet } from "./where";

/** What a search for words asks of `audit_search`: every word as one begins, every phrase as it stands. */
export interface Words {
  /** A tsquery over audit_terms(words). */
  query: string;
  /** LIKE patterns over ' ' || words || ' ': the phrases. */
  phrases: readonly string[];
}

/** Facets with more values than this do not narrow the index; the events are asked themselves. */
const MOST_VALUES = 30;
const WHOLE_ID = /^[a-z]{2,4}_[0-9a-z]{20,}$/;

/** The words of a search as they were typed: ids are found as a whole, everything else word by word. */
export function askedFor(search: Pick<AuditSearch, "text">): string[] {
  return termsOf(search.text);
}

/**
 * The question to the index. Null: nothing in the text is a word, so that nothing can match it.
 * @param terms what was typed, and of each its words as audit_tokens splits them
 * @param facets narrow the question by the ids and types that stand among the words
 */
export function wordsFor(terms: readonly { term: string; tokens: string }[], facets: readonly Facet[]): Words | null {
  const split = terms.map(({ term, tokens }) => {
    const id = term.toLowerCase();
    return WHOLE_ID.test(id) ? { id, tokens: [] } : { id: null, tokens: tokens.split(" ").filter(Boolean) };
  });
  if (split.some(({ id, tokens }) => id === null && tokens.length === 0)) return null;
  const asked = split.flatMap(({ id, tokens }) =>
    id === null
      ? tokens.map((token, at) => (at === tokens.length - 1 ? `${lexeme(token)}:*` : lexeme(token)))
      : [lexeme(id)],
  );
  const phrases = split.filter(({ tokens }) => tokens.length > 1).map(({ tokens }) => `% ${tokens.join(" ")}%`);
  return { query: [...asked, ...facets.flatMap(narrowing)].join(" & "), phrases };
}

const IN_WORDS = new Set(["type", "agent_id", "actor_id", "policy"]);

/** A facet as a part of the question, where all of its values stand among an event's words. */
function narrowing(facet: Facet): string[] {
  const values = facet.flatMap(({ column, values: those }): (string | null)[] => {
    const known = IN_WORDS.has(column) || (column === "target_id" && those.every((id) => id.startsWith("per_")));
    return known ? [...those] : those.map(() => null);
  });
  if (values.length > MOST_VALUES || values.includes(null)) return [];
  return [`(${[...new Set(values)].map((value) => lexeme(String(value).toLowerCase())).join(" | ")})`];
}

const lexeme = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** SQL: `words` (an expression) has them. */
export function has(words: Words, expression: string, bound: Bound): string {
  const phrases = words.phrases.map((phrase) => ` and ' ' || ${expression} || ' ' like ${bound.bind(phrase)}`);
  return `audit_terms(${expression}) @@ ${bound.bind(words.query)}::tsquery${phrases.join("")}`;
}
