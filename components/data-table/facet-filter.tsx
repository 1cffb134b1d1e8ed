"use client";

import { ChevronDown, X } from "lucide-react";
import { cn } from "@/components/cn";
import { lateParts, useLate } from "@/components/ui/late-parts";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { FacetDefinition, FacetValue } from "./types";

const parts = lateParts(() => import("./facet-values"));

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
          onReach={parts.fetch}
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
          <Values facet={facet} values={values} chosen={chosen} onChange={onChange} />
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

function Values(props: FacetFilterProps) {
  const late = useLate(parts, true);
  return late ? <late.FacetValues {...props} /> : null;
}
