import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { pageOfDecisions } from "./queries";
import { rowOf } from "./rows";
import { type DecisionSearchInput, decisionSearchSchema } from "./schema";
import type { DecisionPage } from "./views";

/**
 * A page of the decisions in the caller's sight, newest first (Z6).
 * @throws CountersignError `forbidden` for who may see none, `invalid`
 */
export async function listDecisions(ctx: Context, input: DecisionSearchInput = {}): Promise<DecisionPage> {
  const search = parseInput(decisionSearchSchema, input);
  const { rows, more } = await pageOfDecisions(ctx, search);
  const upwards = search.newerThan !== null;
  const paged = upwards || search.olderThan !== null;
  return {
    rows: rows.map(rowOf),
    older: (upwards ? paged : more) ? (rows.at(-1)?.id ?? null) : null,
    newer: (upwards ? more : paged) ? (rows[0]?.id ?? null) : null,
  };
}
