"use client";

import { toast } from "@/components/ui/toast";
import type { Density } from "./query";
import type { TableActions, TableColumn, TableDefinition, TablePreferences } from "./types";
import type { TableQueryState } from "./use-table-query";

export interface Layout {
  visible: readonly string[];
  density: Density;
  /** The columns that may be hidden. */
  optional: readonly Pick<TableColumn<never>, "id" | "label">[];
  toggleColumn: (id: string) => void;
  setDensity: (density: Density) => void;
  reset: () => void;
}

/** Columns and density: what the address says, else what the person chose last, else the usual. */
export function useLayout<Row>(
  definition: TableDefinition<Row>,
  { query, change }: TableQueryState,
  { preferences, remember }: { preferences: TablePreferences; remember: TableActions["remember"] },
): Layout {
  const known = definition.columns.map((column) => column.id);
  const usual = definition.columns.filter((column) => column.shown !== false).map((column) => column.id);
  const wanted = query.cols ?? preferences.columns ?? usual;
  const visible = known.filter((id, position) => position === 0 || wanted.includes(id));
  const density = query.density ?? preferences.density ?? "comfortable";

  async function keep(next: TablePreferences): Promise<void> {
    const kept = await remember(definition.area, next);
    if (!kept.ok) toast.error(`The columns are not remembered: ${kept.message}`);
  }

  function apply(columns: readonly string[], next: Density): void {
    // Nothing to ask the server for: the rows are here already.
    change({ cols: [...columns], density: next }, { shallow: true, history: "replace" });
    void keep({ columns, density: next });
  }

  return {
    visible,
    density,
    optional: definition.columns.slice(1),
    toggleColumn: (id) =>
      apply(
        known.filter((one) => visible.includes(one) !== (one === id)),
        density,
      ),
    setDensity: (next) => apply(visible, next),
    reset: () => apply(usual, "comfortable"),
  };
}
