import { SINGLES } from "@/components/decisions/hrefs";
import { type DecisionSearch, decisionSearchSchema } from "@/lib/policy/schema";
import { givenIn, type Params, readSearch } from "../address";

const NAMES = { ...SINGLES, outcome: "outcome" };

/** Reads the search from a page's parameters; what does not parse is left out and named, never guessed. */
export function decisionSearchOf(params: Params): { search: DecisionSearch; ignored: string[] } {
  const { outcome, ...given } = givenIn(params, NAMES);
  const outcomes = outcome === undefined ? {} : { outcome: outcome.split(",").filter(Boolean) };
  return readSearch(decisionSearchSchema, { tries: params.tries === "1", ...given, ...outcomes }, NAMES);
}
