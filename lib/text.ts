import { z } from "zod";

/** C0, DEL and C1 controls: PostgreSQL refuses NUL, terminals obey the others, nobody types them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming the control characters is the purpose.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same without tab and line feed.
const CONTROLS_BUT_LINES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Marks that reorder or hide text on screen: a name that reads as another name. */
const DECEIVING = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** One line: white space collapsed, ends trimmed, NFC. Keeps what it does not know, so that a check can refuse it. */
export function asLine(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** Several lines: line ends as \n, ends trimmed, NFC. */
export function asLines(text: string): string {
  return text.normalize("NFC").replace(/\r\n?/g, "\n").trim();
}

/** `text` from outside as one line that can be stored and shown: well-formed, without controls or marks that deceive. */
export function cleanLine(text: string, max: number): string {
  return cut(asLine(text.toWellFormed().replace(/\s+/g, " ").replace(CONTROLS, "").replace(DECEIVING, "")), max);
}

/** The same for several lines. */
export function cleanLines(text: string, max: number): string {
  return cut(asLines(text.toWellFormed()).replace(CONTROLS_BUT_LINES, "").replace(DECEIVING, ""), max);
}

/** A field of one line (names, addresses): what would deceive or break is refused with a sentence, not silently dropped. */
export function lineField(max: number) {
  return z
    .string()
    .max(max * 2)
    .transform(asLine)
    .refine((text) => text.length <= max, { error: `Use at most ${max} characters.` })
    .refine((text) => isHonest(text, CONTROLS), { error: "Remove the control or invisible characters." });
}

/** A field of several lines (purposes, reasons). */
export function linesField(max: number) {
  return z
    .string()
    .max(max * 2)
    .transform(asLines)
    .refine((text) => text.length <= max, { error: `Use at most ${max} characters.` })
    .refine((text) => isHonest(text, CONTROLS_BUT_LINES), { error: "Remove the control or invisible characters." });
}

function isHonest(text: string, controls: RegExp): boolean {
  return text.isWellFormed() && text.search(controls) < 0 && text.search(DECEIVING) < 0;
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  // Never between the halves of a surrogate pair.
  return `${text
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\ufffd$/, "")}…`;
}
