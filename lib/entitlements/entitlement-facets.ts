import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { searched } from "./filter";
import { searchRows } from "./queries";
import { type EntitlementSearch, type EntitlementSearchInput, entitlementSearchSchema } from "./schema";
import { GRANT_FROM } from "./store";
import {
  ACTION_LABELS,
  ACTIONS,
  ATTENTION_LABELS,
  ATTENTIONS,
  ENTITLEMENT_KINDS,
  ENTITLEMENT_STATES,
  KIND_LABELS,
  STATE_LABELS,
} from "./terms";
import type { EntitlementFacets } from "./views";

/** Of each filter no more rows are counted than this: a facet is a hint of where to look. */
const COUNTED = 50_000;

/** Counts for each filter, every one without its own choice. */
export async function entitlementFacets(ctx: Context, input: EntitlementSearchInput): Promise<EntitlementFacets> {
  const search = parseInput(entitlementSearchSchema, input);
  const counted = async (without: Partial<EntitlementSearch>, value: string, join = "") => {
    const sql = searched(ctx, { ...search, ...without });
    const rows = await searchRows<{ value: string; count: bigint }>(
      `select ${value} as value, count(*) from (select e.* ${GRANT_FROM} where ${sql.where} limit ${COUNTED}) e ${join} group by 1`,
      sql.values,
    );
    return new Map(rows.map((row) => [row.value, Number(row.count)]));
  };
  const [state, action, kind, attention] = await Promise.all([
    counted({ state: [] }, stateNow(ctx.now)),
    counted({ action: [] }, "c.one", "cross join lateral unnest(e.actions) c(one)"),
    counted({ kind: [] }, "e.kind"),
    attentionCounts(ctx, search),
  ]);
  const listed = <V extends string>(values: readonly V[], labels: Record<V, string>, counts: Map<string, number>) =>
    values.map((value) => ({ value, label: labels[value], count: counts.get(value) ?? 0 }));
  return {
    state: listed(ENTITLEMENT_STATES, STATE_LABELS, state),
    action: listed(ACTIONS, ACTION_LABELS, action),
    kind: listed(ENTITLEMENT_KINDS, KIND_LABELS, kind),
    attention: listed(ATTENTIONS, ATTENTION_LABELS, attention),
  };
}

// The instant is this process's own, as milliseconds, and never a text from outside.
function stateNow(now: Date): string {
  return `case when e.state in ('active', 'suspended', 'requested') and e.expires_at <= to_timestamp(${now.getTime()} / 1000.0) then 'expired' else e.state end`;
}

async function attentionCounts(ctx: Context, search: EntitlementSearch): Promise<Map<string, number>> {
  const counts = await Promise.all(
    ATTENTIONS.map(async (attention) => {
      const sql = searched(ctx, { ...search, attention: [attention] });
      const [row] = await searchRows<{ count: bigint }>(
        `select count(*) from (select 1 ${GRANT_FROM} where ${sql.where} limit ${COUNTED}) x`,
        sql.values,
      );
      return [attention, Number(row?.count ?? 0n)] as const;
    }),
  );
  return new Map(counts);
}
