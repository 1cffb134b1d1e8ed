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
  if (Array.isArray(value)) return `[${value.map(canonicalize).join(",")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, member]) => `${quote(key)}:${canonicalize(member)}`).join(",")}}`;
  }
  throw new RangeError(`canonical JSON cannot hold a value of type ${typeof value}`);
}

/** The UTF-8 bytes of `canonicalize(value)`. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalize(value), "utf8");
}

function quote(text: string): string {
  if (!text.isWellFormed()) throw new RangeError("canonical JSON cannot hold a lone surrogate");
  return JSON.stringify(text);
}
