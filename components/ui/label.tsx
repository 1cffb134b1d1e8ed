import type { ComponentProps } from "react";
import { cn } from "@/components/cn";

export const labelClass = "block font-medium text-foreground text-sm";

/** A label for a control outside a `Field`; needs `htmlFor`. */
export function Label({ className, htmlFor, ...props }: ComponentProps<"label"> & { htmlFor: string }) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is named by htmlFor, which is required
  return <label htmlFor={htmlFor} {...props} className={cn(labelClass, className)} />;
}
