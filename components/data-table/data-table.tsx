"use client";

import { type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { BulkBar } from "./bulk-bar";
import { Pager } from "./pager";
import { isNarrowed } from "./query";
import { TableGrid } from "./table-grid";
import { Toolbar } from "./toolbar";
import type {
  BulkTarget,
  FacetValue,
  SavedViewItem,
  TableActions,
  TableDefinition,
  TablePage,
  TablePreferences,
} from "./types";
import { useGrid } from "./use-grid";
import { useLayout } from "./use-layout";
import { useRowKeys } from "./use-row-keys";
import { useSelection } from "./use-selection";
import { useStable } from "./use-stable";
import { useTableQuery } from "./use-table-query";
import { countOf } from "./wording";

export interface DataTableProps<Row extends object> {
  definition: TableDefinition<Row>;
  page: TablePage<Row>;
  facets: Record<string, readonly FacetValue[]>;
  views: readonly SavedViewItem[];
  preferences: TablePreferences;
  actions: TableActions;
  /** Single keys move through the rows; a person may have turned that off. */
  shortcuts: boolean;
  /** Shown where there is nothing at all yet. */
  firstRun: ReactNode;
  /** Where the rows of the current filter can be had as CSV; the address's query is appended. */
  exportPath?: string;
  bulk?: { cap: number; actions: (target: BulkTarget, clear: () => void) => ReactNode };
  /** Rows can be looked at in a panel (`?peek=`). */
  peeks?: boolean;
}

/** One table for every list: the address says what it shows, the server answers with a page of rows. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { definition, page, bulk, peeks = false } = props;
  const root = useRef<HTMLDivElement>(null);
  const facetIds = idsOf(definition);
  const state = useTableQuery(
    facetIds,
    props.views.some((view) => view.own && view.isDefault),
  );
  const { query } = state;
  const rowIds = page.rows.map(definition.rowId);
  const selection = useSelection(rowIds, JSON.stringify([query.q, query.facets]));
  const layout = useLayout(definition, state, { preferences: props.preferences, remember: props.actions.remember });
  const grid = useGrid({ definition, rows: page.rows, state, visible: layout.visible });
  const peek = useStable((id: string | null) =>
    state.change({ peek: id }, { history: query.peek ? "replace" : "push" }),
  );
  useRowKeys({ enabled: props.shortcuts, root, rowIds, selection, peek: peeks ? query.peek : null, onPeek: peek });

  const target: BulkTarget = selection.matching
    ? { kind: "matching", query, count: page.total.count }
    : { kind: "ids", ids: [...selection.chosen], count: selection.chosen.size };

  return (
    <div ref={root} aria-busy={state.pending} className="grid min-w-0 grid-cols-1 gap-3">
      <Toolbar {...props} state={state} layout={layout} />
      <p role="status" className="sr-only">
        {state.pending ? "" : `${countOf(page.total, definition.noun)} shown`}
      </p>
      {page.rows.length === 0 ? (
        <div className="rounded-lg border border-border bg-card">
          {isNarrowed(query) ? (
            <NoMatch noun={definition.noun.many} clear={clearing(state, facetIds)} />
          ) : (
            props.firstRun
          )}
        </div>
      ) : (
        <TableGrid
          definition={definition}
          grid={grid}
          selection={bulk ? selection : null}
          density={layout.density}
          pending={state.pending}
          onPeek={peeks ? peek : undefined}
        />
      )}
      {bulk ? (
        <BulkBar
          selection={selection}
          total={page.total}
          noun={definition.noun}
          cap={bulk.cap}
          target={target}
          actions={(chosen) => bulk.actions(chosen, selection.clear)}
        />
      ) : null}
      <Pager
        state={state}
        shown={page.rows.length}
        total={page.total}
        noun={definition.noun}
        next={page.next}
        previous={page.previous}
      />
    </div>
  );
}

const facetIdsOf = new WeakMap<object, readonly string[]>();

/** The same array for the same definition, so that the parsers are made once. */
function idsOf<Row>(definition: TableDefinition<Row>): readonly string[] {
  const known = facetIdsOf.get(definition);
  if (known) return known;
  const ids = definition.facets.map((facet) => facet.id);
  facetIdsOf.set(definition, ids);
  return ids;
}

function clearing(state: ReturnType<typeof useTableQuery>, facetIds: readonly string[]) {
  return () => state.change({ q: null, facets: Object.fromEntries(facetIds.map((id) => [id, []])) });
}

function NoMatch({ noun, clear }: { noun: string; clear: () => void }) {
  return (
    <EmptyState
      title={`No ${noun} match`}
      description="The filters leave nothing over. They may also hide rows of teams you may not see."
      actions={
        <Button variant="outline" onClick={clear}>
          Clear the filters
        </Button>
      }
    />
  );
}
