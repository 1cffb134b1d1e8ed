"use client";

import { Check } from "lucide-react";
import { cn } from "@/components/cn";

export interface StepperProps<Step extends string> {
  steps: readonly { id: Step; label: string }[];
  current: Step;
  /** How many can be gone to. */
  reached: number;
  onGo: (step: Step) => void;
}

/** Where one is, and the way back to what was filled in. */
export function Stepper<Step extends string>({ steps, current, reached, onGo }: StepperProps<Step>) {
  const at = steps.findIndex(({ id }) => id === current);
  return (
    <nav aria-label="Steps" className="mb-5">
      <ol className="flex flex-wrap gap-x-2 gap-y-1">
        {steps.map(({ id, label }, place) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === current ? "step" : undefined}
              disabled={place > reached}
              onClick={() => onGo(id)}
              className={cn(
                "inline-flex h-8 items-center gap-2 rounded-md px-2.5 text-muted-foreground text-sm enabled:hover:bg-accent disabled:cursor-not-allowed",
                id === current && "bg-selected font-medium text-foreground",
              )}
            >
              <span
                aria-hidden
                className={cn(
                  "inline-flex size-5 items-center justify-center rounded-full border border-border-strong text-2xs tabular-nums",
                  id === current && "border-primary bg-primary text-primary-foreground",
                )}
              >
                {place < at ? <Check className="size-3" /> : place + 1}
              </span>
              {label}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
