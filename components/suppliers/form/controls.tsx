"use client";

import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { optionsOf } from "@/components/agents/form/options";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { LiteralText } from "@/components/ui/literal-text";
import { Select } from "@/components/ui/select";

/** One of a closed list in which "" is "not stated": a select knows no empty value, so that it has a name of its own here. */
export function WordSelect<Value extends string>({
  labels,
  value,
  onChange,
}: {
  labels: Readonly<Record<Value, string>>;
  value: Value;
  onChange: (value: Value) => void;
}) {
  const named = (word: string) => (word === "" ? UNSTATED : word);
  return (
    <Select
      value={named(value)}
      onValueChange={(next) => onChange((next === UNSTATED ? "" : next) as Value)}
      options={optionsOf(labels).map((option) => ({ ...option, value: named(option.value) }))}
    />
  );
}

const UNSTATED = "unstated";

/** A whole number or nothing. */
export function NumberInput({
  value,
  onChange,
  max,
}: {
  value: number | null;
  onChange: (value: number | null) => void;
  max: number;
}) {
  return (
    <Input
      type="number"
      inputMode="numeric"
      min={0}
      max={max}
      step={1}
      value={value === null ? "" : String(value)}
      onValueChange={(text) => onChange(text === "" || Number.isNaN(Number(text)) ? null : Number(text))}
    />
  );
}

/** One country, found by its name. */
export function CountryPicker({
  countries,
  value,
  onChange,
}: {
  countries: readonly ComboboxOption[];
  value: string;
  onChange: (code: string) => void;
}) {
  return (
    <Combobox
      options={countries}
      value={countries.find((country) => country.value === value) ?? null}
      onValueChange={(option) => onChange(option?.value ?? "")}
      placeholder="Type a country…"
    />
  );
}

/** Several of many: choosing one adds it to the list below. */
export function PickList({
  options,
  values,
  onChange,
  what,
}: {
  options: readonly ComboboxOption[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** What one entry is called: "country". */
  what: string;
}) {
  const labels = new Map(options.map(({ value, label }) => [value, label]));
  const box = useRef<HTMLDivElement>(null);
  const chosen = useRef(false);
  // The box is drawn anew after each choice; the focus goes on in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each choice
  useEffect(() => {
    if (chosen.current) box.current?.querySelector("input")?.focus();
    chosen.current = false;
  }, [values]);
  return (
    <div ref={box} className="grid gap-1.5">
      <Combobox
        // Drawn anew after each choice, so that the box is empty for the next one.
        key={values.join()}
        options={options.filter(({ value }) => !values.includes(value))}
        onValueChange={(option) => {
          if (!option) return;
          chosen.current = true;
          onChange([...values, option.value]);
        }}
        placeholder={`Add a ${what}…`}
      />
      <ul aria-label={`Chosen: ${what}`} className="flex min-h-6 flex-wrap gap-1.5">
        {values.map((value) => (
          <li
            key={value}
            className="inline-flex h-6 max-w-full items-center rounded-sm border border-border bg-muted pl-1.5"
          >
            <span className="truncate">
              <LiteralText text={labels.get(value) ?? value} />
            </span>
            <button
              type="button"
              aria-label={`Remove the ${what} ${labels.get(value) ?? value}`}
              onClick={() => onChange(values.filter((one) => one !== value))}
              className="inline-flex size-6 items-center justify-center rounded-sm text-muted-foreground hover:text-foreground"
            >
              <X aria-hidden className="size-3" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
