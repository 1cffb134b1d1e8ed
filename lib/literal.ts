/**
 * Reads text written by strangers (tool descriptions, agent cards, arguments) the way a careful person must: what cannot be
 * seen is named, what reorders the line is disarmed, and letters that pose as others are marked. Pure; draws nothing.
 */

type LiteralKind = "text" | "control" | "bidi" | "invisible" | "confusable";

export interface LiteralPart {
  kind: LiteralKind;
  /** What to show: the text itself, the look-alike letters, or a name such as "U+202E". */
  shown: string;
  /** What it is, in words, for a tooltip; empty for plain text. */
  note: string;
}

type Ranges = readonly (readonly [from: number, to: number])[];

const CONTROL: Ranges = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x2028, 0x2029],
  [0xd800, 0xdfff],
  [0xfff9, 0xfffb],
];

const BIDI: Ranges = [
  [0x061c, 0x061c],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
];

const INVISIBLE: Ranges = [
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200d],
  [0x2060, 0x2065],
  [0x206a, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

const NAMES: Readonly<Record<number, string>> = {
  173: "soft hyphen",
  1564: "Arabic letter mark",
  8203: "zero-width space",
  8204: "zero-width non-joiner",
  8205: "zero-width joiner",
  8206: "left-to-right mark",
  8207: "right-to-left mark",
  8234: "left-to-right embedding",
  8235: "right-to-left embedding",
  8236: "end of embedding",
  8237: "left-to-right override",
  8238: "right-to-left override",
  8288: "word joiner",
  8294: "left-to-right isolate",
  8295: "right-to-left isolate",
  8296: "first-strong isolate",
  8297: "end of isolate",
  65279: "byte order mark",
};

/** Letters of other scripts that most fonts draw like a Latin one. */
const LOOKALIKE = /^[аеорсухіјѕһԁԛԝѵӏАВЕЅІЈКМНОРСТУХԌԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναιρυκχօոսցհզᎪᏴᏟᎬᎻᎫᏞᎷΝᏢᎡᏚᎢᏙᎳℓıɡ]+$/u;
const LATIN = /\p{Script=Latin}/u;
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
const STYLED = /[\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7ff}]/u;
const EMOJI = /^\p{Extended_Pictographic}/u;
/** An emoji with its joiners and its colour, a word, or any one character. */
const PIECES =
  /\p{Extended_Pictographic}(?:\ufe0f|\u200d\p{Extended_Pictographic}|\p{Emoji_Modifier})*|[\p{L}\p{M}\p{N}\p{Pc}]+|./gsu;

const EMOJIS_AND_WORDS =
  /\p{Extended_Pictographic}(?:\ufe0f|\u200d\p{Extended_Pictographic}|\p{Emoji_Modifier})*|[\p{L}\p{M}\p{N}\p{Pc}]+/gu;
const PICTURE = /\p{Extended_Pictographic}/u;
const WORDS = /[\p{L}\p{M}\p{N}\p{Pc}]+/gu;
const PLAIN = /^[\x20-\x7e\t\n]*$/;

/** Splits `text` into what is plain and what a reader must be told of. Plain neighbours are joined. */
export function readLiteral(text: string): LiteralPart[] {
  // Most text is plain ASCII, and long text is read by lines: nothing in it can deceive.
  if (PLAIN.test(text)) return text === "" ? [] : [{ kind: "text", shown: text, note: "" }];
  const hasLatin = LATIN.test(text);
  const parts: LiteralPart[] = [];
  for (const [piece] of text.matchAll(PIECES)) {
    for (const part of readPiece(piece, hasLatin)) {
      const last = parts.at(-1);
      if (last?.kind === "text" && part.kind === "text") last.shown += part.shown;
      else parts.push({ ...part });
    }
  }
  return parts;
}

/**
 * What a reader must be told of `text`, each once, at most `most` of them and whether its letters are decomposed; empty for what
 * hides nothing. Looks at each different character and word once: strangers send a million of them.
 */
export function marksOf(text: string, most = 6): string[] {
  if (PLAIN.test(text)) return [];
  const bare = withoutEmojis(text);
  const characters = new Set(bare);
  const marks = new Set<string>();
  for (const character of characters) {
    const part = readCharacter(character);
    if (part.kind !== "text") marks.add(part.note);
  }
  if ([...characters].some((character) => FOREIGN.test(character) || STYLED.test(character))) {
    for (const note of confusablesIn(bare)) marks.add(note);
  }
  return [...[...marks].slice(0, most), ...(text.normalize("NFC") === text ? [] : ["decomposed letters"])];
}

/**
 * An emoji takes its selectors along: one of them in front of a word would hide it from the reading of words. What is a letter as well
 * ("ℹ" within a word) is no emoji, and stays with its word.
 */
function withoutEmojis(text: string): string {
  if (!PICTURE.test(text)) return text;
  return text.replace(EMOJIS_AND_WORDS, (piece) => (EMOJI.test(piece) ? " " : piece));
}

function confusablesIn(text: string): Set<string> {
  const hasLatin = LATIN.test(text);
  const words = new Set(Array.from(text.matchAll(WORDS), ([word]) => word));
  const parts = [...words].filter(isWord).flatMap((word) => readWord(word, hasLatin));
  return new Set(parts.flatMap(({ kind, note }) => (kind === "text" ? [] : [note.replace(/:.*$/s, "").toLowerCase()])));
}

function readPiece(piece: string, hasLatin: boolean): LiteralPart[] {
  if (EMOJI.test(piece)) return [{ kind: "text", shown: piece, note: "" }];
  return isWord(piece) ? readWord(piece, hasLatin) : [...piece].map(readCharacter);
}

function isWord(piece: string): boolean {
  return /[\p{L}\p{N}]/u.test(piece) && ![...piece].some((character) => isIn(INVISIBLE, character));
}

function isIn(ranges: Ranges, character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return ranges.some(([from, to]) => point >= from && point <= to);
}

function readWord(word: string, hasLatin: boolean): LiteralPart[] {
  if (STYLED.test(word)) return [confusable(word, "Letters drawn to look like plain ones")];
  if (LATIN.test(word) && FOREIGN.test(word)) return [confusable(word, "Letters of several alphabets in one word")];
  if (hasLatin && LOOKALIKE.test(word) && FOREIGN.test(word)) {
    return [confusable(word, "Letters of another alphabet that look Latin")];
  }
  return [{ kind: "text", shown: word, note: "" }];
}

function confusable(word: string, reason: string): LiteralPart {
  const points = [...word].filter((letter) => FOREIGN.test(letter) || STYLED.test(letter)).map(codePoint);
  return { kind: "confusable", shown: word, note: `${reason}: ${points.join(", ")}` };
}

function readCharacter(character: string): LiteralPart {
  const [kind, what] = kindOf(character);
  if (kind === "text") return { kind, shown: character, note: "" };
  const name = NAMES[character.codePointAt(0) ?? 0];
  return { kind, shown: codePoint(character), note: name ?? what };
}

function kindOf(character: string): [kind: LiteralKind, what: string] {
  if (isIn(BIDI, character)) return ["bidi", "changes the direction of the text"];
  if (isIn(CONTROL, character)) return ["control", "control character"];
  if (isIn(INVISIBLE, character)) return ["invisible", "takes no visible space"];
  return ["text", ""];
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
