"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { LiteralText } from "@/components/ui/literal-text";
import { SearchInput } from "@/components/ui/search-input";
import type { FacetFilterProps } from "./facet-filter";

/** More values than this are searched, not read through. */
const MANY = 8;

/** Every value of a filter with the number of rows behind it. */
export function FacetValues({ facet, values, chosen, onChange }: FacetFilterProps) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLocaleLowerCase("en");
  const shown = values.filter((one) => one.label.toLocaleLowerCase("en").includes(wanted));

  function toggle(value: string): void {
    if (chosen.includes(value)) onChange(chosen.filter((one) => one !== value));
    else onChange(facet.single ? [value] : [...chosen, value]);
  }

  return (
    <>
      {values.length > MANY ? (
        <SearchInput
          label={`Find in ${facet.label}`}
          placeholder="Find…"
          data-page-search={undefined}
          value={typed}
          onValueChange={setTyped}
          className="mb-1"
        />
      ) : null}
      <ul className="max-h-72 overflow-y-auto">
        {shown.map((one) => (
          <li key={one.value} className="flex items-center rounded-sm px-1.5 hover:bg-accent">
            <span className="min-w-0 flex-1">
              <Checkbox checked={chosen.includes(one.value)} onCheckedChange={() => toggle(one.value)}>
                <LiteralText text={one.label} />
              </Checkbox>
            </span>
            <span className="pl-2 text-muted-foreground text-xs">
              {one.count.toLocaleString("en")}
              <span className="sr-only"> rows</span>
            </span>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className="px-1.5 py-1 text-muted-foreground text-xs">No value matches.</p> : null}
    </>
  );
}
