"use client";

import { Field as BaseField } from "@base-ui/react/field";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { labelClass } from "./label-class";

export interface FieldProps {
  label: ReactNode;
  /** Help where people hesitate; stays visible, and is read after the label. */
  hint?: ReactNode;
  /** What is wrong, as a sentence; marks the control invalid. */
  error?: string;
  name?: string;
  /** Shown as a word, because most fields are required. */
  optional?: boolean;
  disabled?: boolean;
  className?: string;
  /** One control: Input, Textarea, Select, Combobox, Switch. */
  children: ReactNode;
}

/** Label above, control, hint, error: joined by ids, so that a reader hears all four. */
export function Field({ label, hint, error, name, optional = false, disabled, className, children }: FieldProps) {
  return (
    <BaseField.Root name={name} invalid={Boolean(error)} disabled={disabled} className={cn("grid gap-1.5", className)}>
      <BaseField.Label className={labelClass}>
        {label}
        {optional ? <span className="ml-1.5 font-normal text-muted-foreground">optional</span> : null}
      </BaseField.Label>
      {children}
      {hint ? <BaseField.Description className="text-muted-foreground text-xs">{hint}</BaseField.Description> : null}
      <BaseField.Error match={Boolean(error)} className="flex items-start gap-1.5 text-danger text-xs">
        <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
        {error}
      </BaseField.Error>
    </BaseField.Root>
  );
}
