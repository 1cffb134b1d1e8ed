import type { z } from "zod";
import { NAMES } from "@/components/approvals/measures/hrefs";
import { givenIn, type Params, readSearch } from "../../address";

/** Reads what is asked from the address; what does not parse is left out and named, never guessed. */
export function searchOf<S extends z.ZodObject>(schema: S, params: Params): { search: z.output<S>; ignored: string[] } {
  const given = givenIn(params, NAMES);
  const asked = Object.entries(given).filter(([field]) => field in schema.shape);
  return readSearch(
    schema,
    Object.fromEntries(asked.map(([field, value]) => [field, field === "days" ? Number(value) : value])),
    NAMES,
  );
}
