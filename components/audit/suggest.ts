/** What the search box offers while somebody types. Pure. */

/** One key of the search language, with the values that are known here. */
export interface SearchKey {
  key: string;
  /** What it filters by, in words. */
  told: string;
  example: string;
  values: readonly { value: string; label: string }[];
}

export interface Suggestion {
  /** What takes the place of the text from `from` to before `to`. */
  text: string;
  from: number;
  to: number;
  label: string;
  hint: string;
}

const MOST = 8;
/** Shorter words would be answered with half of the vocabulary. */
const SHORTEST_WORD = 3;

interface Token {
  text: string;
  from: number;
  to: number;
}

/** Keys while a key is typed, values behind its colon, and kinds of event for a plain word; the best match first. */
export function suggestionsFor(text: string, caret: number, keys: readonly SearchKey[]): Suggestion[] {
  const token = tokenAt(text, caret);
  const minus = token.text.startsWith("-") ? "-" : "";
  const written = token.text.slice(minus.length);
  const colon = written.indexOf(":");
  if (colon >= 0) {
    const key = keys.find((one) => one.key === written.slice(0, colon).toLowerCase());
    return key ? valuesOf(key, unquoted(written.slice(colon + 1)), { token, minus }) : [];
  }
  if (written.startsWith('"')) return [];
  // Before anything is typed the list says what can be searched by: all of it.
  if (written === "") return keysOf(keys, written, { token, minus });
  return [...keysOf(keys, written, { token, minus }), ...kindsOf(keys, written, { token, minus })].slice(0, MOST);
}

interface Place {
  token: Token;
  minus: string;
}

function keysOf(keys: readonly SearchKey[], written: string, { token, minus }: Place): Suggestion[] {
  const sought = written.toLowerCase();
  return keys
    .filter(({ key }) => key.startsWith(sought))
    .map(({ key, told, example }) => ({
      text: `${minus}${key}:`,
      from: token.from,
      to: token.to,
      label: `${minus}${key}:`,
      hint: `${told}, like ${example}`,
    }));
}

function kindsOf(keys: readonly SearchKey[], written: string, place: Place): Suggestion[] {
  const kinds = keys.find(({ key }) => key === "kind");
  return kinds && written.length >= SHORTEST_WORD ? valuesOf(kinds, written, place) : [];
}

function valuesOf(key: SearchKey, written: string, { token, minus }: Place): Suggestion[] {
  const sought = written.toLowerCase();
  return key.values
    .map((one) => ({ ...one, rank: rankOf(one, sought) }))
    .filter(({ rank, value }) => rank > 0 && value !== written)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MOST)
    .map(({ value, label }) => ({
      text: `${minus}${key.key}:${quoted(value)} `,
      from: token.from,
      to: token.to,
      label: label || value,
      hint: label && label !== value ? `${key.key}:${value}` : key.key,
    }));
}

function rankOf({ value, label }: { value: string; label: string }, sought: string): number {
  const texts = [value.toLowerCase(), label.toLowerCase()];
  if (texts.some((text) => text.startsWith(sought))) return 3;
  if (texts.some((text) => text.split(/[\s._/]/).some((word) => word.startsWith(sought)))) return 2;
  return texts.some((text) => text.includes(sought)) ? 1 : 0;
}

/** The part of the text that the caret stands in: up to the next space that is not between quotation marks. */
export function tokenAt(text: string, caret: number): Token {
  let from = 0;
  let isQuoted = false;
  for (let place = 0; place < text.length; place++) {
    const character = text[place];
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted || character !== " ") continue;
    if (place >= caret) return { text: text.slice(from, place), from, to: place };
    from = place + 1;
  }
  return { text: text.slice(from), from, to: text.length };
}

function unquoted(text: string): string {
  return text.replaceAll('"', "");
}

function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replaceAll('"', "")}"` : value;
}
