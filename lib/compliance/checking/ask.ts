import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { idsFrom } from "@/lib/ids";
import type { CataloguedControl } from "../catalogue/read-catalogue";
import { EVIDENCE_QUERIES, type QueryId } from "../queries";
import { type Counts, DECISION_DAYS, stateFor, thresholdOf } from "../queries/query";
import { countAgainst, lookAtOnce } from "../store";
import type { AnswerView } from "../views";

const DAY_MS = 86_400_000;

/** Where a moment begins and decisions are looked for. */
export function windowOf(ctx: Context): { at: Date; decisions: string } {
  return { at: ctx.now, decisions: idsFrom("dec", new Date(ctx.now.getTime() - DECISION_DAYS * DAY_MS)) };
}

/** Asks each of these queries once, all of one moment. */
export function askQueries(ctx: Context, ids: Iterable<QueryId>): Promise<Map<QueryId, Counts>> {
  return inSqlTransaction(async (tx) => {
    await lookAtOnce(tx);
    return askWithin(tx, ctx, ids);
  });
}

/** The same in the caller's transaction. */
export async function askWithin(tx: SqlTx, ctx: Context, ids: Iterable<QueryId>): Promise<Map<QueryId, Counts>> {
  const answers = new Map<QueryId, Counts>();
  for (const id of new Set(ids)) answers.set(id, await countAgainst(tx, EVIDENCE_QUERIES[id], windowOf(ctx)));
  return answers;
}

/** What was counted, as an answer in words. */
export function answerOf(ctx: Context, id: QueryId, counts: Counts): Omit<AnswerView, "proves"> {
  const query = EVIDENCE_QUERIES[id];
  return {
    query: id,
    title: query.title,
    state: stateFor(query, counts),
    ...counts,
    sentence: query.says(counts),
    threshold: thresholdOf(query),
    href: `/compliance/queries/${id}`,
    at: ctx.now.toISOString(),
  };
}

/** The answers of one control, in the order of the catalogue. */
export function answersFor(
  ctx: Context,
  control: CataloguedControl,
  counts: ReadonlyMap<QueryId, Counts>,
): AnswerView[] {
  return control.evidence.map(({ query, proves }) => {
    const found = counts.get(query);
    if (!found) throw new Error(`${query} was not asked`);
    return { ...answerOf(ctx, query, found), proves };
  });
}
