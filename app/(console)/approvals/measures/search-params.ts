import type { z } from "zod";
import { NAMES } from "@/components/approvals/measures/hrefs";

type Params = Record<string, string | string[] | undefined>;

/** Reads what is asked from the address; what does not parse is left out and named, never guessed. */
export function searchOf<S extends z.ZodObject>(schema: S, params: Params): { search: z.output<S>; ignored: string[] } {
  const given: Record<string, unknown> = {};
  for (const [field, name] of Object.entries(NAMES)) {
    const raw = params[name];
    const value = Array.isArray(raw) ? raw[0] : raw;
    if (value && field in schema.shape) given[field] = field === "days" ? Number(value) : value;
  }
  const result = schema.safeParse(given);
  if (result.success) return { search: result.data, ignored: [] };
  const bad = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  const good = Object.fromEntries(Object.entries(given).filter(([field]) => !bad.has(field)));
  return { search: schema.parse(good), ignored: [...bad].map((field) => NAMES[field as keyof typeof NAMES]) };
}
