import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { allControls } from "./catalogue/read-catalogue";
import { answerOf, windowOf } from "./checking/ask";
import { controlHref, rowHref } from "./present";
import { EVIDENCE_QUERIES, QUERY_IDS } from "./queries";
import { countAgainst, lookAtOnce, selectAgainst } from "./store";
import type { QueryView } from "./views";

const ROWS_MAX = 200;

/**
 * One evidence query with the rows that speak against it, the newest 200: counted and listed by the same text, of one moment (D3).
 * @throws CountersignError `not_found`
 */
export async function getQuery(ctx: Context, given: string): Promise<QueryView> {
  requirePermission(ctx, "controls.read");
  const id = QUERY_IDS.find((known) => known === given);
  if (!id) throw notFound("evidence query");
  const query = EVIDENCE_QUERIES[id];
  return inSqlTransaction(async (tx) => {
    await lookAtOnce(tx);
    const counts = await countAgainst(tx, query, windowOf(ctx));
    const rows = await selectAgainst(tx, { ...query, limit: ROWS_MAX }, windowOf(ctx));
    const resting = allControls().flatMap((control) =>
      control.evidence.filter((one) => one.query === id).map(({ proves }) => ({ control, proves })),
    );
    return {
      ...answerOf(ctx, id, counts),
      asks: query.asks,
      rows: rows.map((row) => ({
        ...row,
        note: row.note ?? "",
        at: row.at?.toISOString() ?? null,
        href: rowHref(row.kind, row.id),
      })),
      place: query.place,
      controls: resting.map(({ control, proves }) => ({
        id: control.id,
        reference: control.reference,
        framework: control.framework.name,
        href: controlHref(control.id),
        proves,
      })),
    };
  });
}
