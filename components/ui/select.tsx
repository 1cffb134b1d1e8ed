"use client";

import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { controlClass, optionClass, popupClass } from "./control";

export interface SelectOption<Value extends string = string> {
  value: Value;
  label: string;
  /** A second line: what choosing this means. */
  hint?: string;
  icon?: ReactNode;
  disabled?: boolean;
}

export interface SelectProps<Value extends string> {
  options: readonly SelectOption<Value>[];
  value?: Value | null;
  defaultValue?: Value | null;
  onValueChange?: (value: Value) => void;
  /** The field of the form that carries the value. */
  name?: string;
  placeholder?: string;
  /** The accessible name where no Field gives one. */
  label?: string;
  size?: "sm" | "md";
  disabled?: boolean;
  required?: boolean;
  id?: string;
  className?: string;
}

/** One of a few: a listbox that opens under its button, with type-ahead and the arrow keys. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, onValueChange, placeholder = "Choose…", label, size = "md", className, ...root } = props;
  return (
    <BaseSelect.Root
      {...root}
      items={options}
      modal={false}
      onValueChange={(next) => {
        if (next !== null) onValueChange?.(next);
      }}
    >
      <BaseSelect.Trigger
        aria-label={label}
        className={cn(
          controlClass,
          "flex items-center justify-between gap-2 text-left data-popup-open:border-ring",
          size === "sm" ? "h-7 px-2" : "h-8 px-2.5",
          className,
        )}
      >
        <BaseSelect.Value placeholder={placeholder} className="truncate data-placeholder:text-muted-foreground" />
        <BaseSelect.Icon className="text-muted-foreground">
          <ChevronsUpDown aria-hidden className="size-3.5" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          sideOffset={4}
          alignItemWithTrigger={false}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <BaseSelect.Popup className={cn(popupClass, "min-w-(--anchor-width) max-w-88")}>
            <BaseSelect.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1">
              {options.map((option) => (
                <OptionRow key={option.value} option={option} />
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}

function OptionRow({ option }: { option: SelectOption }) {
  return (
    <BaseSelect.Item value={option.value} disabled={option.disabled} className={cn(optionClass, "pr-8 relative")}>
      {option.icon}
      <span className="min-w-0">
        <BaseSelect.ItemText className="block truncate">{option.label}</BaseSelect.ItemText>
        {option.hint ? <span className="block text-muted-foreground text-xs">{option.hint}</span> : null}
      </span>
      <BaseSelect.ItemIndicator className="absolute right-2">
        <Check aria-hidden className="size-3.5" />
      </BaseSelect.ItemIndicator>
    </BaseSelect.Item>
  );
}
