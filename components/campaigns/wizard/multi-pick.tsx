"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { LiteralText } from "@/components/ui/literal-text";
import type { FindOptions } from "@/components/ui/use-options";

export interface MultiPickProps {
  label: string;
  /** What an empty choice means: "Every team". */
  none: string;
  chosen: readonly ComboboxOption[];
  onChange: (chosen: ComboboxOption[]) => void;
  options?: readonly ComboboxOption[];
  search?: FindOptions;
}

/** Several of many: each choice becomes a chip that can be taken out again. */
export function MultiPick({ label, none, chosen, onChange, options, search }: MultiPickProps) {
  // The box empties itself after each choice: a new one takes its place.
  const [round, setRound] = useState(0);
  const left = options?.filter(({ value }) => !chosen.some((one) => one.value === value)) ?? [];
  const source = search ? { search } : { options: left };
  return (
    <div className="grid content-start gap-1.5">
      <Field label={label}>
        <Combobox
          key={round}
          {...source}
          placeholder={chosen.length ? "Add another…" : none}
          clearable={false}
          onValueChange={(option) => {
            if (option && !chosen.some(({ value }) => value === option.value)) onChange([...chosen, option]);
            setRound(round + 1);
          }}
        />
      </Field>
      {chosen.length ? (
        <ul aria-label={`${label}, chosen`} className="flex flex-wrap gap-1.5">
          {chosen.map((option) => (
            <li
              key={option.value}
              className="inline-flex h-6 max-w-full items-center gap-1 rounded-sm border border-border bg-muted pl-2 text-xs"
            >
              <LiteralText text={option.label} className="truncate" />
              <button
                type="button"
                aria-label={`Take ${option.label} out`}
                onClick={() => onChange(chosen.filter(({ value }) => value !== option.value))}
                className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted-foreground hover:text-foreground"
              >
                <X aria-hidden className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
