"use client";

import type { ReactNode } from "react";
import { Field, type FieldProps } from "@/components/ui/field";

/** Where the summary of errors, the checklist and links into the form lead. */
export const fieldAnchor = (path: string) => `field-${path}`;

/** A field that can be led to by its name. */
export function FormField({ path, ...field }: Omit<FieldProps, "name"> & { path: string }) {
  return (
    <div id={fieldAnchor(path)} className="scroll-mt-20">
      <Field {...field} />
    </div>
  );
}

export interface FieldGroupProps {
  path: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: string;
  children: ReactNode;
}

/** Several controls under one question. */
export function FieldGroup({ path, legend, hint, error, children }: FieldGroupProps) {
  const hintId = `${fieldAnchor(path)}-hint`;
  return (
    <fieldset id={fieldAnchor(path)} aria-describedby={hintId} className="grid min-w-0 scroll-mt-20 gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{legend}</legend>
      {children}
      <div id={hintId} className="grid gap-1 text-xs">
        {hint ? <p className="text-muted-foreground">{hint}</p> : null}
        {error ? <p className="text-danger">{error}</p> : null}
      </div>
    </fieldset>
  );
}

/** Puts the focus on the first control of a field. */
export function focusField(path: string): void {
  const field = document.getElementById(fieldAnchor(path));
  const control = field?.querySelector<HTMLElement>(
    "input:not([aria-hidden=true]):not([tabindex='-1']), textarea, button, [role=radio], [role=checkbox], [tabindex='0']",
  );
  field?.scrollIntoView({ block: "center" });
  control?.focus({ preventScroll: true });
}
