"use client";

import { type MouseEvent, memo } from "react";
import { cn } from "@/components/cn";
import { Checkbox } from "@/components/ui/checkbox";
import { HeadCell } from "./head-cell";
import type { Density } from "./query";
import type { TableColumn, TableDefinition } from "./types";
import type { Grid } from "./use-grid";
import type { Selection } from "./use-selection";

export interface TableGridProps<Row extends object> {
  definition: TableDefinition<Row>;
  grid: Grid<Row>;
  selection: Selection | null;
  density: Density;
  pending: boolean;
  onPeek?: (id: string) => void;
}

/** On a phone the parts of the table are laid out as blocks, and some readers then forget what they are. */
const ROLE = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  cell: { role: "cell" },
} as const;

/** The rows. On a phone each row becomes a card. */
export function TableGrid<Row extends object>(props: TableGridProps<Row>) {
  const { definition, grid, selection, density, pending, onPeek } = props;
  const byId = new Map(definition.columns.map((column) => [column.id, column]));
  const rows = grid.getRowModel().rows;
  return (
    <div className="relative max-h-[max(24rem,calc(100dvh-17.5rem))] overflow-auto rounded-lg border border-border bg-card max-sm:max-h-none print:max-h-none">
      <table
        {...ROLE.table}
        aria-label={definition.noun.many}
        className="w-full border-separate border-spacing-0 max-sm:block"
      >
        <thead {...ROLE.group} className="max-sm:sr-only">
          {grid.getHeaderGroups().map((group) => (
            <tr key={group.id} {...ROLE.row}>
              {selection ? <SelectPage selection={selection} noun={definition.noun.many} /> : null}
              {group.headers.map((header) => {
                const column = byId.get(header.column.id);
                return column ? <HeadCell key={header.id} column={column} header={header} /> : null;
              })}
            </tr>
          ))}
        </thead>
        <tbody {...ROLE.group} className={cn("max-sm:block", pending && "opacity-60 transition-opacity delay-150")}>
          {rows.map((row) => (
            <RowLine
              key={row.id}
              id={row.id}
              row={row.original}
              cells={row.getVisibleCells().flatMap((cell) => byId.get(cell.column.id) ?? [])}
              name={definition.rowName(row.original)}
              selected={selection !== null && (selection.matching || selection.chosen.has(row.id))}
              toggle={selection?.toggle}
              density={density}
              onPeek={onPeek}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SelectPage({ selection, noun }: { selection: Selection; noun: string }) {
  return (
    <th scope="col" className="sticky top-0 z-10 w-9 border-border border-b bg-muted py-0 pr-0 pl-3 text-left">
      <span className="flex">
        <Checkbox
          aria-label={`Select all ${noun} on this page`}
          checked={selection.pageState === "all"}
          indeterminate={selection.pageState === "some"}
          onCheckedChange={selection.togglePage}
        />
      </span>
    </th>
  );
}

interface RowLineProps<Row> {
  id: string;
  row: Row;
  cells: readonly TableColumn<Row>[];
  name: string;
  selected: boolean;
  toggle?: Selection["toggle"];
  density: Density;
  onPeek?: (id: string) => void;
}

const INTERACTIVE = "a, button, input, label, [role=checkbox]";

/** A click on the free part of a row opens the quick look, as Space does on its link; a drag that marks text does not. */
function peekFrom(event: MouseEvent<HTMLTableRowElement>, open: () => void): void {
  if (event.target instanceof Element && event.target.closest(INTERACTIVE)) return;
  if (window.getSelection()?.toString()) return;
  open();
}

function RowLineBare<Row>({ id, row, cells, name, selected, toggle, density, onPeek }: RowLineProps<Row>) {
  return (
    <tr
      {...ROLE.row}
      data-selected={selected || undefined}
      onClick={onPeek ? (event) => peekFrom(event, () => onPeek(id)) : undefined}
      className={cn(
        "group/row scroll-mt-10 scroll-mb-16 hover:bg-accent/60 focus-within:bg-accent/60 data-selected:bg-selected",
        "max-sm:relative max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-4 max-sm:gap-y-1 max-sm:border-border max-sm:border-b max-sm:px-3 max-sm:py-2.5 max-sm:last:border-b-0",
        toggle && "max-sm:pl-10",
        onPeek && "sm:cursor-default",
      )}
    >
      {toggle ? (
        <td
          {...ROLE.cell}
          className="w-9 border-border border-b py-0 pr-0 pl-3 align-middle group-last/row:border-b-0 max-sm:absolute max-sm:top-3 max-sm:left-0 max-sm:border-0"
        >
          <span className="flex">
            <Checkbox
              aria-label={`Select ${name}`}
              checked={selected}
              onCheckedChange={(_, press) => toggle(id, press.shiftKey)}
            />
          </span>
        </td>
      ) : null}
      {cells.map((column, position) => (
        <RowCell key={column.id} column={column} row={row} density={density} heads={position === 0} />
      ))}
    </tr>
  );
}

/** Ticking one row must not draw the fifty others again. */
const RowLine = memo(RowLineBare, sameRow) as typeof RowLineBare;

function sameRow<Row>(before: RowLineProps<Row>, after: RowLineProps<Row>): boolean {
  const sameCells =
    before.cells.length === after.cells.length && before.cells.every((column, at) => column === after.cells[at]);
  return (
    sameCells &&
    before.row === after.row &&
    before.selected === after.selected &&
    before.density === after.density &&
    before.toggle === after.toggle &&
    before.onPeek === after.onPeek
  );
}

interface RowCellProps<Row> {
  column: TableColumn<Row>;
  row: Row;
  density: Density;
  heads: boolean;
}

function RowCell<Row>({ column, row, density, heads }: RowCellProps<Row>) {
  return (
    <td
      {...ROLE.cell}
      data-label={heads || column.plain ? undefined : column.label}
      className={cn(
        "border-border border-b px-3 align-middle group-last/row:border-b-0 max-sm:border-0 max-sm:p-0",
        density === "compact" ? "h-8 py-0.5" : "h-11 py-1.5",
        "max-sm:h-auto max-sm:data-label:before:mr-1.5 max-sm:data-label:before:text-muted-foreground max-sm:data-label:before:text-xs max-sm:data-label:before:content-[attr(data-label)]",
        heads ? "max-sm:basis-full" : "whitespace-nowrap",
        column.align === "end" && "text-right",
        column.className,
        "max-sm:w-auto max-sm:max-w-full",
      )}
    >
      {column.cell(row)}
    </td>
  );
}
