import { isUtf8 } from "node:buffer";
import { CountersignError } from "@/lib/errors";

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

const MAX_DEPTH = 64;

/**
 * Reads a body as I-JSON (RFC 7493): two readers must never understand two things. Malformed UTF-8, names that come twice in an
 * object, integers beyond 2^53-1, numbers without a finite value, lone surrogates and nesting beyond 64 are refused.
 * @throws CountersignError `invalid`
 */
export function readStrictJson(bytes: Buffer): JsonObject {
  const text = decoded(bytes);
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused("The body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refused("The body is no JSON object.");
  // Every name of an object has its colon in the text; of a name that came twice one is gone from the value.
  if (namesIn(value, 1) !== colonsIn(text)) throw refused("An object in the body has the same name twice.");
  return value;
}

function decoded(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw refused("The body is not valid UTF-8.");
  return bytes.toString();
}

/** How many names the objects within have. @throws CountersignError `invalid` for values that JSON has and I-JSON has not */
function namesIn(value: Json, depth: number): number {
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw refused("A text in the body holds half of a character.");
    return 0;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      throw refused("A number in the body is beyond 2^53-1, where numbers are no longer exact.");
    }
    return 0;
  }
  if (typeof value !== "object" || value === null) return 0;
  if (depth > MAX_DEPTH) throw refused(`The body is nested deeper than ${MAX_DEPTH} levels.`);
  let names = 0;
  if (Array.isArray(value)) {
    for (const one of value) names += namesIn(one, depth + 1);
    return names;
  }
  for (const key in value) {
    if (!key.isWellFormed()) throw refused("A name in the body holds half of a character.");
    names += 1 + namesIn(value[key] as Json, depth + 1);
  }
  return names;
}

const QUOTE = 34;
const COLON = 58;
const BACKSLASH = 92;

/** Colons outside of texts, in JSON that was parsed before. */
function colonsIn(text: string): number {
  let colons = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) colons++;
    else if (code === QUOTE) at = endOfText(text, at);
  }
  return colons;
}

function endOfText(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === BACKSLASH) before--;
  return (at - before) % 2 === 1;
}

function refused(sentence: string): CountersignError {
  return new CountersignError("invalid", sentence);
}
