"use client";

import { SlidersHorizontal } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import {
  Menu,
  MenuCheckboxItem,
  MenuContent,
  MenuGroup,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "@/components/ui/menu";
import type { Density } from "./query";
import type { Layout } from "./use-layout";

const DENSITY_LABELS: Record<Density, string> = { comfortable: "Comfortable", compact: "Compact" };

/** Which columns, and how close the rows stand. Kept in the address and remembered for this person. */
export function ColumnMenu({ layout }: { layout: Layout }) {
  return (
    <Menu>
      <MenuTrigger
        render={
          <IconButton label="Columns and density" variant="outline">
            <SlidersHorizontal aria-hidden />
          </IconButton>
        }
      />
      <MenuContent align="end" className="w-52">
        <MenuGroup>
          <MenuLabel>Columns</MenuLabel>
          {layout.optional.map((column) => (
            <MenuCheckboxItem
              key={column.id}
              closeOnClick={false}
              checked={layout.visible.includes(column.id)}
              onCheckedChange={() => layout.toggleColumn(column.id)}
            >
              {column.label}
            </MenuCheckboxItem>
          ))}
        </MenuGroup>
        <MenuSeparator />
        <MenuGroup>
          <MenuLabel>Density</MenuLabel>
          <MenuRadioGroup value={layout.density} onValueChange={(value) => layout.setDensity(value as Density)}>
            {Object.entries(DENSITY_LABELS).map(([density, label]) => (
              <MenuRadioItem key={density} value={density} closeOnClick={false}>
                {label}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuGroup>
        <MenuSeparator />
        <MenuItem onClick={layout.reset}>Back to the usual columns</MenuItem>
      </MenuContent>
    </Menu>
  );
}
