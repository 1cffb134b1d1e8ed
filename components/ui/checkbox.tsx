"use client";

import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";

export interface CheckboxProps extends Omit<BaseCheckbox.Root.Props, "className" | "style" | "children"> {
  className?: string;
  /** Text beside the box; without it give `aria-label`. */
  children?: ReactNode;
}

/** A box to tick; `indeterminate` for "some of them". The pressable area is at least 24 px. */
export function Checkbox({ className, children, ...props }: CheckboxProps) {
  const box = (
    <BaseCheckbox.Root
      {...props}
      className={cn(
        "relative inline-flex size-4 shrink-0 align-middle items-center justify-center rounded-xs border border-input bg-card text-primary-foreground transition-colors duration-100 after:absolute after:-inset-1 data-checked:border-primary data-indeterminate:border-primary data-checked:bg-primary data-indeterminate:bg-primary data-disabled:cursor-not-allowed data-disabled:opacity-55 data-invalid:border-danger",
        className,
      )}
    >
      <BaseCheckbox.Indicator className="flex data-unchecked:hidden">
        {props.indeterminate ? <Minus aria-hidden className="size-3" /> : <Check aria-hidden className="size-3" />}
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  );
  if (!children) return box;
  return (
    <span className="inline-flex min-h-6 items-start gap-2">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is the box inside */}
      <label className="inline-flex min-h-6 cursor-pointer items-start gap-2 pt-0.5 text-sm">
        <span className="mt-0.5 inline-flex">{box}</span>
        <span>{children}</span>
      </label>
    </span>
  );
}
