"use client";

import { Check, Minus } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/cn";

export interface CheckboxProps
  extends Pick<
    ComponentProps<"input">,
    "checked" | "defaultChecked" | "disabled" | "id" | "name" | "required" | "value"
  > {
  "aria-label"?: string;
  /** Some of what it stands for: drawn as a dash. */
  indeterminate?: boolean;
  onCheckedChange?: (checked: boolean, press: { shiftKey: boolean }) => void;
  className?: string;
  /** Text beside the box; without it give `aria-label`. */
  children?: ReactNode;
}

/** A box to tick; `indeterminate` for "some of them". The pressable area is at least 24 px. */
export function Checkbox({ className, children, indeterminate = false, onCheckedChange, ...props }: CheckboxProps) {
  const Mark = indeterminate ? Minus : Check;
  const box = (
    <span className={cn("relative inline-flex size-4 shrink-0 align-middle", className)}>
      <input
        type="checkbox"
        {...props}
        ref={(input) => {
          if (input) input.indeterminate = indeterminate;
        }}
        onChange={(event) => {
          const { nativeEvent } = event;
          onCheckedChange?.(event.currentTarget.checked, {
            shiftKey: nativeEvent instanceof window.MouseEvent && nativeEvent.shiftKey,
          });
        }}
        className="peer absolute -inset-1 m-0 size-6 cursor-pointer opacity-0 disabled:cursor-not-allowed"
      />
      <span
        aria-hidden
        className="pointer-events-none flex size-4 items-center justify-center rounded-xs border border-input bg-card text-primary-foreground outline-offset-2 outline-ring transition-colors duration-100 peer-focus-visible:outline-2 peer-checked:border-primary peer-indeterminate:border-primary peer-checked:bg-primary peer-indeterminate:bg-primary peer-disabled:opacity-55 [&>svg]:opacity-0 peer-checked:[&>svg]:opacity-100 peer-indeterminate:[&>svg]:opacity-100"
      >
        <Mark className="size-3" />
      </span>
    </span>
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
