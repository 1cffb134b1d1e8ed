"use client";

import { ArrowDownUp } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import {
  Menu,
  MenuContent,
  MenuGroup,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuTrigger,
} from "@/components/ui/menu";
import type { TableDefinition } from "./types";
import type { TableQueryState } from "./use-table-query";

/** Sorting where there is no header row: on a phone, where rows are cards. */
export function SortMenu<Row>({ definition, state }: { definition: TableDefinition<Row>; state: TableQueryState }) {
  const { query, change } = state;
  const sort = query.sort ?? definition.defaultSort.id;
  const dir = query.dir ?? definition.defaultSort.dir;
  return (
    <span className="sm:hidden">
      <Menu>
        <MenuTrigger
          render={
            <IconButton label="Sort" variant="outline">
              <ArrowDownUp aria-hidden />
            </IconButton>
          }
        />
        <MenuContent align="end" className="w-44">
          <MenuGroup>
            <MenuLabel>Sort by</MenuLabel>
            <MenuRadioGroup value={sort} onValueChange={(value) => change({ sort: String(value), dir })}>
              {definition.columns
                .filter((column) => column.sort !== undefined)
                .map((column) => (
                  <MenuRadioItem key={column.id} value={column.sort}>
                    {column.label}
                  </MenuRadioItem>
                ))}
            </MenuRadioGroup>
          </MenuGroup>
          <MenuGroup>
            <MenuLabel>Order</MenuLabel>
            <MenuRadioGroup
              value={dir}
              onValueChange={(value) => change({ sort, dir: value === "desc" ? "desc" : "asc" })}
            >
              <MenuRadioItem value="asc">Ascending</MenuRadioItem>
              <MenuRadioItem value="desc">Descending</MenuRadioItem>
            </MenuRadioGroup>
          </MenuGroup>
        </MenuContent>
      </Menu>
    </span>
  );
}
