"use client";

import { type ColumnDef, type SortingState, useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import { features } from "./features";
import type { TableDefinition } from "./types";
import type { TableQueryState } from "./use-table-query";

export interface GridInput<Row> {
  definition: TableDefinition<Row>;
  rows: Row[];
  state: TableQueryState;
  visible: readonly string[];
}

/** The table instance: columns of the definition, with order, choice and visibility given from outside. */
export function useGrid<Row extends object>({ definition, rows, state, visible }: GridInput<Row>) {
  const columns = useMemo(() => columnDefs(definition), [definition]);
  const sorting = sortingOf(definition, state);
  return useTable({
    features,
    columns,
    data: rows,
    getRowId: definition.rowId,
    manualSorting: true,
    enableSortingRemoval: false,
    state: {
      sorting,
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id ?? "", visible.includes(id ?? "")])),
    },
    onSortingChange: (update) => {
      const [next] = typeof update === "function" ? update(sorting) : update;
      const column = definition.columns.find((one) => one.id === next?.id);
      if (next && column?.sort) state.change({ sort: column.sort, dir: next.desc ? "desc" : "asc" });
    },
  });
}

export type Grid<Row extends object> = ReturnType<typeof useGrid<Row>>;

function columnDefs<Row extends object>(definition: TableDefinition<Row>): ColumnDef<typeof features, Row>[] {
  return definition.columns.map((column) => ({
    id: column.id,
    header: column.label,
    accessorFn: definition.rowId,
    cell: ({ row }) => column.cell(row.original),
    enableSorting: column.sort !== undefined,
    sortDescFirst: false,
  }));
}

function sortingOf<Row>(definition: TableDefinition<Row>, { query }: TableQueryState): SortingState {
  const sort = query.sort ?? definition.defaultSort.id;
  const column = definition.columns.find((one) => one.sort === sort);
  return column ? [{ id: column.id, desc: (query.dir ?? definition.defaultSort.dir) === "desc" }] : [];
}
