import { literal } from "@/lib/packs";

/** What the report's font has no letters for: neither Latin, Greek nor Cyrillic, nor the marks that are written with them. */
const STRANGE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\u0020-\u02ff\u2010-\u203a\u20ac\u2116\u2122\u2212]+/gu;

/** Text of others as the report can draw it: a letter that the font lacks is named by its number instead of an empty box. */
export function drawable(text: string): string {
  return literal(text.normalize("NFC")).replace(
    STRANGE,
    (letters) =>
      `[${[...letters].map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`).join(" ")}]`,
  );
}
