import type { ReactNode } from "react";
import type { ActionState } from "@/lib/http/action-state";
import type { Density, TableQuery } from "./query";

/** One column. Cells only render: numbers and labels come prepared in the row. */
export interface TableColumn<Row> {
  id: string;
  /** The heading, the name in the column chooser, and the label on a phone. */
  label: string;
  cell: (row: Row) => ReactNode;
  /** The `sort` value in the address; absent: the column cannot be sorted. */
  sort?: string;
  /** Shown until the person chooses otherwise. */
  shown?: boolean;
  align?: "end";
  /** Speaks for itself on a phone (a badge), so that no label stands before it. */
  plain?: boolean;
  /** Classes for the width: "w-40". */
  className?: string;
}

export interface FacetDefinition {
  id: string;
  label: string;
  /** Set by links from elsewhere, not offered here: shown only while it is set. */
  fromLink?: boolean;
  /** Only one value at a time. */
  single?: boolean;
}

export interface FacetValue {
  value: string;
  label: string;
  count: number;
}

export interface TableTotal {
  count: number;
  exact: boolean;
}

/** What a feature says once about its table. The first column names the row and stays. */
export interface TableDefinition<Row> {
  /** Under this name preferences and views are kept. */
  area: string;
  noun: { one: string; many: string };
  columns: readonly TableColumn<Row>[];
  facets: readonly FacetDefinition[];
  defaultSort: { id: string; dir: "asc" | "desc" };
  searchLabel: string;
  rowId: (row: Row) => string;
  rowName: (row: Row) => string;
}

export interface SavedViewItem {
  id: string;
  name: string;
  query: string;
  shared: boolean;
  isDefault: boolean;
  own: boolean;
}

export interface TablePreferences {
  columns?: readonly string[];
  density?: Density;
}

/** What the page hands in to keep things: each a server action. */
export interface TableActions {
  remember: (area: string, preferences: TablePreferences) => Promise<ActionState<unknown>>;
  saveView: (view: {
    area: string;
    name: string;
    query: string;
    shared: boolean;
    isDefault: boolean;
  }) => Promise<ActionState<unknown>>;
  deleteView: (id: string) => Promise<ActionState<unknown>>;
}

/** The rows a bulk action is for: chosen ones, or all that match, sent as the filter. */
export type BulkTarget =
  | { kind: "ids"; ids: string[]; count: number }
  | { kind: "matching"; query: TableQuery; count: number };

export interface BulkOutcome {
  done: number;
  refused: number;
  /** Those among the done that wait for somebody's consent. */
  waiting?: number;
  rows: { id: string; name: string; outcome: "done" | "refused"; reason: string }[];
}

export interface TablePage<Row> {
  rows: Row[];
  total: TableTotal;
  next: string | null;
  previous: string | null;
}
