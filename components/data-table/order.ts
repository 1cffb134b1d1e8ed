import type { TableColumn, TableDefinition } from "./types";
import type { TableQueryState } from "./use-table-query";

export type Direction = "asc" | "desc";

/** How a table is ordered now, and what pressing the heading of a column makes of it. */
export interface Order {
  of: (column: Pick<TableColumn<never>, "sort">) => Direction | null;
  press: (column: Pick<TableColumn<never>, "sort">) => void;
}

/** The order in the address, else the table's own; a column pressed again is turned round. */
export function orderOf<Row>(definition: TableDefinition<Row>, { query, change }: TableQueryState): Order {
  const sort = query.sort ?? definition.defaultSort.id;
  const dir = query.dir ?? definition.defaultSort.dir;
  const of: Order["of"] = (column) => (column.sort === sort ? dir : null);
  return {
    of,
    press: (column) => {
      if (column.sort) change({ sort: column.sort, dir: of(column) === "asc" ? "desc" : "asc" });
    },
  };
}
