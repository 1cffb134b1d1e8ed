import { SINGLES } from "@/components/decisions/hrefs";
import { type DecisionSearch, decisionSearchSchema } from "@/lib/policy/schema";

type Params = Record<string, string | string[] | undefined>;

/** Reads the search from a page's parameters; what does not parse is left out and named, never guessed. */
export function decisionSearchOf(params: Params): { search: DecisionSearch; ignored: string[] } {
  const names: Record<string, string> = { ...SINGLES, outcome: "outcome" };
  const given: Record<string, unknown> = { tries: params.tries === "1" };
  for (const [field, name] of Object.entries(names)) {
    const raw = params[name];
    const value = Array.isArray(raw) ? raw[0] : raw;
    if (value) given[field] = field === "outcome" ? value.split(",").filter(Boolean) : value;
  }
  const result = decisionSearchSchema.safeParse(given);
  if (result.success) return { search: result.data, ignored: [] };
  const bad = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  const good = Object.fromEntries(Object.entries(given).filter(([field]) => !bad.has(field)));
  return { search: decisionSearchSchema.parse(good), ignored: [...bad].map((field) => names[field] ?? field) };
}
