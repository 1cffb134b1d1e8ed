import { DEFAULTS, NAMES, type PageSearch } from "@/components/usage/hrefs";
import { spanOf } from "@/lib/usage/rules";
import { type UsageSearchInput, usageSearchSchema } from "@/lib/usage/schema";
import { PERIODS, type Period } from "@/lib/usage/terms";

type Params = Record<string, string | string[] | undefined>;

/** Reads the page's address; what does not parse is left out and named, never guessed. */
export function usageSearchOf(params: Params): { search: PageSearch; ignored: string[] } {
  const given: Record<string, unknown> = {};
  for (const [field, name] of Object.entries(NAMES)) {
    const raw = params[name];
    const value = Array.isArray(raw) ? raw[0] : raw;
    if (value) given[field] = value;
  }
  const { period: asked = DEFAULTS.period, ...rest } = given;
  const period = PERIODS.find((one) => one === asked);
  const parsed = usageSearchSchema.safeParse({ ...DEFAULTS_OF_PAGE, ...rest });
  const bad = new Set(parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0])));
  const good = Object.fromEntries(Object.entries(rest).filter(([field]) => !bad.has(field)));
  const { from: _, to: __, limit: ___, ...search } = usageSearchSchema.parse({ ...DEFAULTS_OF_PAGE, ...good });
  const ignored = [...bad].map((field) => NAMES[field as keyof typeof NAMES] ?? field);
  return {
    search: { ...search, period: period ?? DEFAULTS.period },
    ignored: [...(period ? [] : [NAMES.period]), ...ignored],
  };
}

const { period: _, ...DEFAULTS_OF_PAGE } = DEFAULTS;

/** The page's search as the verbs take it. */
export function inputOf({ period, ...search }: PageSearch, now: Date): UsageSearchInput {
  const { from, to } = spanOf(period satisfies Period, now);
  return { ...search, from: from.toISOString(), to: to.toISOString() };
}
