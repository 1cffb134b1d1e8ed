import { LIST_FIELDS, LISTS, listIn, NOT, SINGLES } from "@/components/audit/hrefs";
import { type AuditSearch, auditSearchSchema } from "@/lib/audit/search";

type Params = Record<string, string | string[] | undefined>;

/** Reads the search from a page's parameters; what does not parse is left out and named, never guessed. */
export function searchFromParams(params: Params): { search: AuditSearch; ignored: string[] } {
  const given: Record<string, unknown> = {};
  const left: Record<string, unknown> = {};
  for (const field of LIST_FIELDS) {
    const value = first(params[LISTS[field]]);
    const out = first(params[`${NOT}${LISTS[field]}`]);
    if (value) given[field] = listIn(value);
    if (out) left[field] = listIn(out);
  }
  for (const [field, name] of Object.entries(SINGLES)) {
    const value = first(params[name]);
    if (value) given[field] = value;
  }
  const result = auditSearchSchema.safeParse({ ...given, not: left });
  if (result.success) return { search: result.data, ignored: [] };
  const bad = new Set(result.error.issues.map(({ path }) => path.slice(0, path[0] === "not" ? 2 : 1).join(".")));
  const good = without(given, bad, "");
  const search = auditSearchSchema.parse({ ...good, not: without(left, bad, "not.") });
  return { search, ignored: [...bad].map(nameOf) };
}

function without(given: Record<string, unknown>, bad: ReadonlySet<string>, prefix: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([field]) => !bad.has(`${prefix}${field}`)));
}

const NAMES: Record<string, string> = { ...LISTS, ...SINGLES };

function nameOf(path: string): string {
  const field = path.replace("not.", "");
  return `${path.startsWith("not.") ? NOT : ""}${NAMES[field] ?? field}`;
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
