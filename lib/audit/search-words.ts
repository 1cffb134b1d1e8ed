/** Reading and writing the pieces of a written search: `key:value`, `key:"a value"`, words and "phrases". Pure. */

export interface Piece {
  /** With a minus before it. */
  not: boolean;
  /** What stands before the colon; null for words. */
  key: string | null;
  value: string;
  /** Where it stands, from the first character to after the last. */
  from: number;
  to: number;
  /** A quotation mark without its second. */
  open: boolean;
}

const PIECE = /(-?)(?:([A-Za-z]+):)?(?:"((?:[^"\\]|\\.)*)("|\\?$)|(\S*))/gsuy;

/** The first `most` pieces of a text in their order. */
export function piecesOf(text: string, most = text.length): Piece[] {
  const pieces: Piece[] = [];
  for (let at = skipSpace(text, 0); at < text.length && pieces.length < most; ) {
    PIECE.lastIndex = at;
    const [whole = "", minus, key = null, quoted, end, plain = ""] = PIECE.exec(text) ?? [];
    const to = at + Math.max(whole.length, 1);
    const value = quoted === undefined ? plain : quoted.replaceAll(/\\(.)/gsu, "$1");
    pieces.push({ not: minus === "-", key, value, from: at, to, open: quoted !== undefined && end !== '"' });
    at = skipSpace(text, to);
  }
  return pieces;
}

/** The words and phrases of a text. An unclosed quotation mark reaches to the end. */
export function termsOf(text: string): string[] {
  return piecesOf(text)
    .map(({ not, key, value, open, from, to }) =>
      key === null && !not ? value : open ? text.slice(from) : unquoted(text.slice(from, to)),
    )
    .filter((term) => term.trim() !== "");
}

const unquoted = (raw: string) => raw.replaceAll('"', "");

/** A value as it is written after a key, or a word or phrase of its own: in quotation marks where it needs them. */
export function written(value: string): string {
  return value !== "" && !/^-|["\s\\]|^[A-Za-z]+:/u.test(value) ? value : `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}

function skipSpace(text: string, at: number): number {
  let to = at;
  while (to < text.length && /\s/u.test(text.charAt(to))) to++;
  return to;
}
