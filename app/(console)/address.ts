import type { z } from "zod";

/** What stands in a page's address, as Next gives it. */
export type Params = Record<string, string | string[] | undefined>;

/** The first value of that name; null where there is none. */
export function firstOf(params: Params, name: string): string | null {
  const raw = params[name];
  return (Array.isArray(raw) ? raw[0] : raw) || null;
}

/**
 * Reads closed words from an address: what is not one of `values` is left out and named in `ignored`, never guessed.
 * A page adds to `ignored` what it does not understand itself.
 */
export function wordsIn(params: Params) {
  const ignored: string[] = [];
  const known = <T extends string>(name: string, values: readonly T[]): T | null => {
    const given = firstOf(params, name);
    const found = values.find((value) => value === given) ?? null;
    if (given !== null && found === null) ignored.push(name);
    return found;
  };
  return { known, ignored };
}

/** The parameters that `names` (field of a search → its name in the address) speaks of. */
export function givenIn(params: Params, names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([field, name]) => {
      const value = firstOf(params, name);
      return value === null ? [] : [[field, value]];
    }),
  );
}

/**
 * Parses what an address asks for; a field that does not parse is left out and named as the address has it, never guessed.
 * Every field of the schema needs a default.
 */
export function readSearch<S extends z.ZodObject>(
  schema: S,
  given: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>>,
): { search: z.output<S>; ignored: string[] } {
  const result = schema.safeParse(given);
  if (result.success) return { search: result.data, ignored: [] };
  const bad = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  const good = Object.fromEntries(Object.entries(given).filter(([field]) => !bad.has(field)));
  return { search: schema.parse(good), ignored: [...bad].map((field) => names[field] ?? field) };
}
