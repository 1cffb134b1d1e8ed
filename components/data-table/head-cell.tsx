"use client";

import type { Header } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { cn } from "@/components/cn";
import type { features } from "./features";
import type { TableColumn } from "./types";

export interface HeadCellProps<Row extends object> {
  column: TableColumn<Row>;
  header: Header<typeof features, Row>;
}

/** A heading; where the column can be sorted it is a button that says how it is sorted now. */
export function HeadCell<Row extends object>({ column, header }: HeadCellProps<Row>) {
  const sorted = header.column.getIsSorted();
  const Arrow = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (sorted === "desc" ? "descending" : "ascending") : undefined}
      className={cn(
        "sticky top-0 z-10 h-9 whitespace-nowrap border-border border-b bg-muted px-3 text-left font-medium text-muted-foreground text-xs",
        column.align === "end" && "text-right",
        column.className,
      )}
    >
      {header.column.getCanSort() ? (
        <button
          type="button"
          onClick={header.column.getToggleSortingHandler()}
          className={cn(
            "-mx-1 inline-flex h-7 items-center gap-1 rounded-sm px-1 hover:text-foreground",
            sorted && "text-foreground",
          )}
        >
          {column.label}
          <Arrow aria-hidden className={cn("size-3", sorted ? "" : "opacity-40")} />
        </button>
      ) : (
        column.label
      )}
    </th>
  );
}
