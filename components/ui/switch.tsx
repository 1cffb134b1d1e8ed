"use client";

import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { Check } from "lucide-react";
import { cn } from "@/components/cn";

export interface SwitchProps extends Omit<BaseSwitch.Root.Props, "className" | "style" | "children"> {
  className?: string;
}

/** On or off, at once. Inside a `Field`, or with `aria-label`. A tick in the knob says "on" without colour. */
export function Switch({ className, ...props }: SwitchProps) {
  return (
    <BaseSwitch.Root
      {...props}
      className={cn(
        "relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-input bg-muted px-0.5 transition-colors duration-100 after:absolute after:-inset-0.5 data-checked:border-primary data-checked:bg-primary data-disabled:cursor-not-allowed data-disabled:opacity-55",
        className,
      )}
    >
      <BaseSwitch.Thumb className="group flex size-3.5 items-center justify-center rounded-full bg-input text-primary transition-transform duration-100 data-checked:translate-x-4 data-checked:bg-primary-foreground">
        <Check aria-hidden strokeWidth={3} className="size-2.5 opacity-0 group-data-checked:opacity-100" />
      </BaseSwitch.Thumb>
    </BaseSwitch.Root>
  );
}
