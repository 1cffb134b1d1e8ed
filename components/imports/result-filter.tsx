"use client";

import { cn } from "@/components/cn";
import type { ImportCounts, ImportResult } from "@/lib/agents/schema";
import { RESULT_WORDS, RESULTS, recordsOf } from "./result-words";

export interface ResultFilterProps {
  counts: ImportCounts;
  chosen: ImportResult | null;
  onChange: (chosen: ImportResult | null) => void;
}

/** The four results with their counts; pressing one shows only its rows. */
export function ResultFilter({ counts, chosen, onChange }: ResultFilterProps) {
  const choices = [
    { value: null, label: "All", count: recordsOf(counts) },
    ...RESULTS.map((result) => ({ value: result, label: RESULT_WORDS[result].label, count: counts[result] })),
  ];
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1.5">
      <legend className="sr-only">Rows by result</legend>
      {choices.map(({ value, label, count }) => (
        <button
          key={label}
          type="button"
          aria-pressed={chosen === value}
          onClick={() => onChange(value)}
          className={cn(
            "inline-flex h-7 items-center gap-1.5 rounded-md border px-2.5 text-sm",
            chosen === value ? "border-border-strong bg-selected font-medium" : "border-border bg-card hover:bg-accent",
          )}
        >
          {label}
          <span className="text-muted-foreground">{count.toLocaleString("en")}</span>
        </button>
      ))}
    </fieldset>
  );
}
