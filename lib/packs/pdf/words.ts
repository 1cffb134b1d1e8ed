import { readLiteral } from "@/lib/literal";

/** What the reports' font has no letters for: neither Latin, Greek nor Cyrillic, nor the marks that are written with them. */
const STRANGE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\n\t\u0020-\u02ff\u2010-\u203a\u20ac\u2116\u2122\u2212]+/gu;
const numberOf = (letter: string) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/**
 * Text of others as a report shows it: what cannot be seen is named, nothing turns a line around, and a letter that the font lacks
 * is named by its number instead of an empty box.
 */
export function literal(text: string): string {
  const shown = readLiteral(text.normalize("NFC")).map((part) => part.shown);
  return shown.join("").replace(STRANGE, (letters) => `[${[...letters].map(numberOf).join(" ")}]`);
}

/** "21 Nov 2026, 14:03 UTC": reports say their zone. */
export function instant(at: string | null): string {
  if (!at) return "-";
  const day = new Date(at).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${day}, ${at.slice(11, 16)} UTC`;
}

export const count = (value: number): string => value.toLocaleString("en");

/** A digest in four parts, so that it breaks where it has to and can be read aloud. */
export const inFours = (digest: string): string => digest.match(/.{1,16}/g)?.join(" ") ?? "-";
