"use client";

import { Combobox as BaseCombobox } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown, X } from "lucide-react";
import { cn } from "@/components/cn";
import { controlClass, optionClass, popupClass } from "./control";
import { type FindOptions, useOptions } from "./use-options";

export interface ComboboxOption {
  value: string;
  label: string;
  /** A second line, such as an e-mail address or a team. */
  hint?: string;
}

interface Shared {
  value?: ComboboxOption | null;
  defaultValue?: ComboboxOption | null;
  onValueChange?: (option: ComboboxOption | null) => void;
  /** The field of the form that carries `option.value`. */
  name?: string;
  placeholder?: string;
  /** The accessible name where no Field gives one. */
  label?: string;
  emptyText?: string;
  /** Whether the choice can be taken back; not where one must stand. */
  clearable?: boolean;
  disabled?: boolean;
  id?: string;
  className?: string;
}

/** Either all options, filtered here, or a search that asks for them. */
export type ComboboxProps = Shared & ({ options: readonly ComboboxOption[] } | { search: FindOptions });

/** One of many: type to narrow, arrow keys to choose. */
export function Combobox(props: ComboboxProps) {
  const {
    onValueChange,
    placeholder,
    label,
    emptyText = "Nothing matches.",
    clearable = true,
    className,
    ...rest
  } = props;
  const { options, search, ...root } = { options: undefined, search: undefined, ...rest };
  const asked = useOptions(search);
  return (
    <BaseCombobox.Root
      {...root}
      items={options ?? asked.options}
      filter={search ? null : undefined}
      isItemEqualToValue={(item, value) => item.value === value.value}
      onValueChange={(next) => onValueChange?.(next)}
      onInputValueChange={(query, details) => {
        if (details.reason !== "item-press") asked.ask(query);
      }}
      onOpenChange={(open) => {
        if (open) asked.ask("");
      }}
    >
      <Box placeholder={placeholder} label={label} clearable={clearable} className={className} />
      <BaseCombobox.Portal>
        <BaseCombobox.Positioner sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <BaseCombobox.Popup
            aria-busy={asked.pending || undefined}
            className={cn(popupClass, "w-(--anchor-width) min-w-60 max-w-(--available-width)")}
          >
            <BaseCombobox.Status className="px-3 text-muted-foreground text-xs not-empty:py-2">
              {asked.failure ?? (asked.pending ? "Searching…" : null)}
            </BaseCombobox.Status>
            <BaseCombobox.Empty className="px-3 text-muted-foreground text-xs not-empty:py-2">
              {asked.pending || asked.failure ? null : emptyText}
            </BaseCombobox.Empty>
            <BaseCombobox.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1 empty:p-0">
              {(option: ComboboxOption) => (
                <BaseCombobox.Item key={option.value} value={option} className={cn(optionClass, "relative pr-8")}>
                  <span className="min-w-0">
                    <span className="block truncate">{option.label}</span>
                    {option.hint ? (
                      <span className="block truncate text-muted-foreground text-xs">{option.hint}</span>
                    ) : null}
                  </span>
                  <BaseCombobox.ItemIndicator className="absolute right-2">
                    <Check aria-hidden className="size-3.5" />
                  </BaseCombobox.ItemIndicator>
                </BaseCombobox.Item>
              )}
            </BaseCombobox.List>
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  );
}

function Box({
  placeholder,
  label,
  clearable,
  className,
}: Pick<Shared, "placeholder" | "label" | "clearable" | "className">) {
  const button =
    "inline-flex size-6 items-center justify-center rounded-sm text-muted-foreground hover:text-foreground";
  return (
    <BaseCombobox.InputGroup className={cn("relative", className)}>
      <BaseCombobox.Input
        placeholder={placeholder}
        aria-label={label}
        className={cn(controlClass, "h-8 truncate pr-15 pl-2.5")}
      />
      <span className="absolute inset-y-0 right-1 flex items-center">
        {clearable ? (
          <BaseCombobox.Clear aria-label="Clear" className={button}>
            <X aria-hidden className="size-3.5" />
          </BaseCombobox.Clear>
        ) : null}
        <BaseCombobox.Trigger aria-label="Show options" className={button}>
          <ChevronsUpDown aria-hidden className="size-3.5" />
        </BaseCombobox.Trigger>
      </span>
    </BaseCombobox.InputGroup>
  );
}
