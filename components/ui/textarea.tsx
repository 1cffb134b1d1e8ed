"use client";

import { Field as BaseField } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { cn } from "@/components/cn";
import { controlClass } from "./control";

/** Several lines of text; grows with what is written where the browser can. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  return (
    <BaseField.Control
      render={
        <textarea
          rows={rows}
          {...props}
          className={cn(controlClass, "field-sizing-content min-h-18 px-2.5 py-1.5", className)}
        />
      }
    />
  );
}
