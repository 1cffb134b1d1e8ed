// Text from outside, without the schemas' library: the browser reads addresses by the same rules.

/** C0, DEL and C1 controls: PostgreSQL refuses NUL, terminals obey the others, nobody types them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming the control characters is the purpose.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same without tab and line feed.
const CONTROLS_BUT_LINES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/**
 * Marks that reorder or hide text on screen, fillers and tags that nobody sees: a name that reads as another name.
 * Joiners and variation selectors stay: scripts and emoji need them.
 */
const DECEIVING =
  /\u034f|\u061c|[\u00ad\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]/gu;

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

/** Whether `text` can be stored and shown as it is: well-formed, without controls or marks that deceive. */
export function isHonestLine(text: string): boolean {
  return isHonest(text, CONTROLS);
}

/** The same for several lines. */
export function isHonestLines(text: string): boolean {
  return isHonest(text, CONTROLS_BUT_LINES);
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
