"use client";

import { Progress as BaseProgress } from "@base-ui/react/progress";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";

export interface ProgressProps {
  /** 0 to `max`; null while the amount is unknown. */
  value: number | null;
  max?: number;
  label: ReactNode;
  /** The figure at the right, such as "1,204 of 5,000"; the percentage when left out. */
  detail?: ReactNode;
  className?: string;
}

export function Progress({ value, max = 100, label, detail, className }: ProgressProps) {
  return (
    <BaseProgress.Root value={value} max={max} className={cn("grid grid-cols-[1fr_auto] gap-x-3 gap-y-1.5", className)}>
      <BaseProgress.Label className="text-sm">{label}</BaseProgress.Label>
      {detail ? (
        <span className="text-muted-foreground text-sm">{detail}</span>
      ) : (
        <BaseProgress.Value className="text-muted-foreground text-sm" />
      )}
      <BaseProgress.Track className="col-span-2 h-1.5 overflow-hidden rounded-full bg-border">
        <BaseProgress.Indicator className="h-full rounded-full bg-primary transition-[width] duration-150 data-indeterminate:w-1/3 data-indeterminate:animate-breathe" />
      </BaseProgress.Track>
    </BaseProgress.Root>
  );
}
