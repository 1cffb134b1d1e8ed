/** The JSON of OTLP: attributes as lists of named values (opentelemetry-proto, common.proto), read without trust. */
export type Attributes = ReadonlyMap<string, unknown>;

const MOST_ATTRIBUTES = 200;
const MAX_DEPTH = 16;

export function attributesOf(list: unknown): Attributes {
  const found = new Map<string, unknown>();
  if (!Array.isArray(list)) return found;
  for (const one of list.slice(0, MOST_ATTRIBUTES)) {
    const { key, value } = objectOf(one);
    if (typeof key === "string") found.set(key, plainOf(value, MAX_DEPTH));
  }
  return found;
}

/** The value within `{ stringValue }`, `{ intValue }` and their like; null where there is none. */
export function plainOf(value: unknown, left: number): unknown {
  const given = objectOf(value);
  if (typeof given.stringValue === "string") return given.stringValue;
  if (typeof given.boolValue === "boolean") return given.boolValue;
  // 64-bit integers come as texts; those beyond what is exact stay texts.
  if (given.intValue !== undefined) return integerOf(given.intValue);
  if (typeof given.doubleValue === "number") return given.doubleValue;
  if (left === 0) return null;
  const { values: items } = objectOf(given.arrayValue);
  if (Array.isArray(items)) return items.map((item) => plainOf(item, left - 1));
  const { values: members } = objectOf(given.kvlistValue);
  if (!Array.isArray(members)) return typeof given.bytesValue === "string" ? given.bytesValue : null;
  return Object.fromEntries(
    members.map((member) => [String(objectOf(member).key ?? ""), plainOf(objectOf(member).value, left - 1)]),
  );
}

export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text under the first of these names that has one. */
export function textIn(attributes: Attributes, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = attributes.get(name);
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

export function countIn(attributes: Attributes, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = attributes.get(name);
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  }
  return undefined;
}

function integerOf(value: unknown): number | string | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
