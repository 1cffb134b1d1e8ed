import { LISTS, SINGLES } from "@/components/audit/hrefs";
import { type AuditSearch, auditSearchSchema } from "@/lib/audit/search";

type Params = Record<string, string | string[] | undefined>;

/** Reads the search from a page's parameters; what does not parse is left out and named, never guessed. */
export function searchFromParams(params: Params): { search: AuditSearch; ignored: string[] } {
  const given: Record<string, unknown> = {};
  for (const [field, name] of Object.entries(LISTS)) {
    const value = first(params[name]);
    if (value) given[field] = value.split(",").filter(Boolean);
  }
  for (const [field, name] of Object.entries(SINGLES)) {
    const value = first(params[name]);
    if (value) given[field] = value;
  }
  const result = auditSearchSchema.safeParse(given);
  if (result.success) return { search: result.data, ignored: [] };
  const bad = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  const good = Object.fromEntries(Object.entries(given).filter(([field]) => !bad.has(field)));
  const names: Record<string, string> = { ...LISTS, ...SINGLES };
  return { search: auditSearchSchema.parse(good), ignored: [...bad].map((field) => names[field] ?? field) };
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
