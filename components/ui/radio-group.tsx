"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup as BaseRadioGroup } from "@base-ui/react/radio-group";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";

interface RadioOption<Value extends string = string> {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

export interface RadioGroupProps<Value extends string> {
  options: readonly RadioOption<Value>[];
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  name?: string;
  /** The accessible name where no Field gives one. */
  label?: string;
  /** `cards` gives each option a frame: for choices that deserve a moment. */
  look?: "plain" | "cards";
  disabled?: boolean;
  className?: string;
}

/** One of a handful, all visible. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { options, onValueChange, label, look = "plain", className, ...root } = props;
  return (
    <BaseRadioGroup
      {...root}
      aria-label={label}
      onValueChange={(next) => onValueChange?.(next as Value)}
      className={cn("grid gap-2", className)}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is the radio inside
        <label
          key={option.value}
          className={cn(
            "flex min-h-6 cursor-pointer items-start gap-2.5 text-sm has-data-disabled:cursor-not-allowed",
            look === "cards" &&
              "rounded-md border border-border bg-card px-3 py-2.5 hover:border-border-strong has-data-checked:border-primary has-data-checked:bg-selected",
          )}
        >
          <Radio.Root
            value={option.value}
            disabled={option.disabled}
            className="mt-0.5 inline-flex size-4 shrink-0 items-center justify-center rounded-full border border-input bg-card data-checked:border-primary data-disabled:opacity-55"
          >
            <Radio.Indicator className="size-2 rounded-full bg-primary data-unchecked:hidden" />
          </Radio.Root>
          <span className="min-w-0">
            <span className={cn("block", look === "cards" && "font-medium")}>{option.label}</span>
            {option.hint ? <span className="block text-muted-foreground text-xs">{option.hint}</span> : null}
          </span>
        </label>
      ))}
    </BaseRadioGroup>
  );
}
