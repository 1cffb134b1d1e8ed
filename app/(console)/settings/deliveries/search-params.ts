import { type DeliverySearch, deliverySearchSchema } from "@/lib/notifications/schema";

type Params = Record<string, string | string[] | undefined>;

/** Reads the search from a page's parameters; what does not parse is left out and named, never guessed. */
export function deliverySearchOf(params: Params): { search: DeliverySearch; ignored: string[] } {
  const given: Record<string, unknown> = {};
  for (const name of ["state", "channel", "kind", "cursor"]) {
    const raw = params[name];
    const value = Array.isArray(raw) ? raw[0] : raw;
    if (value) given[name] = value;
  }
  const result = deliverySearchSchema.safeParse(given);
  if (result.success) return { search: result.data, ignored: [] };
  const ignored = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
  const good = Object.fromEntries(Object.entries(given).filter(([name]) => !ignored.includes(name)));
  return { search: deliverySearchSchema.parse(good), ignored };
}
