/**
 * Canonical JSON (RFC 8785, JCS): one byte sequence per meaning. Keys in UTF-16 order, ECMAScript number forms, no white space.
 * @throws RangeError for what JSON cannot say (NaN, infinities, undefined, functions, lone surrogates)
 */
export function canonicalize(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError("canonical JSON has no NaN and no infinity");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return canonicalArray(value);
  if (typeof value === "object") return canonicalObject(value as Record<string, unknown>);
  throw new RangeError(`canonical JSON cannot hold a value of type ${typeof value}`);
}

/** The UTF-8 bytes of `canonicalize(value)`. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalize(value), "utf8");
}

function canonicalArray(value: readonly unknown[]): string {
  let text = "";
  for (const member of value) text += `${text ? "," : "["}${canonicalize(member)}`;
  return text ? `${text}]` : "[]";
}

function isSorted(keys: readonly string[]): boolean {
  for (let at = 1; at < keys.length; at++) if ((keys[at] as string) < (keys[at - 1] as string)) return false;
  return true;
}

function canonicalObject(value: Record<string, unknown>): string {
  const keys = Object.keys(value);
  // The default order of sort() is that of UTF-16 code units, as RFC 8785 asks.
  if (!isSorted(keys)) keys.sort();
  let text = "";
  for (const key of keys) {
    text += `${text ? "," : "{"}${quote(key)}:${canonicalize(value[key])}`;
  }
  return text ? `${text}}` : "{}";
}

// Printable ASCII but quote and backslash stands for itself: nearly every text of a leaf.
const PLAIN = /^[ !#-[\]-~]*$/;

/** One text as canonical JSON has it. */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new RangeError("canonical JSON cannot hold a lone surrogate");
  return JSON.stringify(text);
}
