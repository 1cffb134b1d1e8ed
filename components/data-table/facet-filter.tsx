"use client";

import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { cn } from "@/components/cn";
import { Checkbox } from "@/components/ui/checkbox";
import { LiteralText } from "@/components/ui/literal-text";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { SearchInput } from "@/components/ui/search-input";
import type { FacetDefinition, FacetValue } from "./types";

export interface FacetFilterProps {
  facet: FacetDefinition;
  values: readonly FacetValue[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** One filter: its button says what is chosen, its panel shows every value with the number of rows behind it. */
export function FacetFilter({ facet, values, chosen, onChange }: FacetFilterProps) {
  const active = chosen.length > 0;
  return (
    <span
      className={cn(
        "inline-flex h-7 shrink-0 items-stretch rounded-md border text-sm",
        active ? "border-border-strong bg-selected" : "border-border-strong border-dashed bg-card",
      )}
    >
      <Popover>
        <PopoverTrigger
          className={cn(
            "inline-flex items-center gap-1 rounded-md px-2 hover:bg-accent data-popup-open:bg-accent",
            active ? "text-foreground" : "text-muted-foreground",
          )}
        >
          {facet.label}
          {active ? <span className="max-w-44 truncate font-medium">{namesOf(chosen, values)}</span> : null}
          <ChevronDown aria-hidden className="size-3 shrink-0 opacity-70" />
        </PopoverTrigger>
        <PopoverContent title={facet.label} className="p-2">
          <FacetValues facet={facet} values={values} chosen={chosen} onChange={onChange} />
        </PopoverContent>
      </Popover>
      {active ? (
        <button
          type="button"
          aria-label={`Clear the filter ${facet.label}`}
          onClick={() => onChange([])}
          className="inline-flex w-6 items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground"
        >
          <X aria-hidden className="size-3" />
        </button>
      ) : null}
    </span>
  );
}

function namesOf(chosen: readonly string[], values: readonly FacetValue[]): string {
  const names = chosen.map((value) => values.find((one) => one.value === value)?.label ?? value);
  return names.length > 2 ? `${names[0]} +${names.length - 1}` : names.join(", ");
}

const MANY = 8;

function FacetValues({ facet, values, chosen, onChange }: FacetFilterProps) {
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
