import { z } from "zod";
import { asLine, asLines, cleanLine, isHonestLine, isHonestLines } from "./text";

/** A field of one line (names, addresses): what would deceive or break is refused with a sentence, not silently dropped. */
export function lineField(max: number) {
  return z
    .string()
    .max(max * 2)
    .transform(asLine)
    .refine((text) => text.length <= max, { error: `Use at most ${max} characters.` })
    .refine((text) => isHonestLine(text), { error: "Remove the control or invisible characters." });
}

/** A field of several lines (purposes, reasons). */
export function linesField(max: number) {
  return z
    .string()
    .max(max * 2)
    .transform(asLines)
    .refine((text) => text.length <= max, { error: `Use at most ${max} characters.` })
    .refine((text) => isHonestLines(text), { error: "Remove the control or invisible characters." });
}

/** What somebody looks for: what cannot be stored cannot be found, so it is left out rather than refused. */
export function searchField(max: number) {
  return z
    .string()
    .max(max * 2)
    .transform((text) => cleanLine(text, max));
}
