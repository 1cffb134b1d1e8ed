import { CircleAlert, CircleCheck, CircleDashed, CircleSlash2, type LucideIcon } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/cn";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { STEP_STATE_LABELS, type StepState } from "@/lib/compliance/terms";
import type { StepView } from "@/lib/compliance/views";
import { StepAside, type StepAsideProps } from "./step-aside";

const LOOK = {
  done: { icon: CircleCheck, ink: "text-success" },
  waiting: { icon: CircleDashed, ink: "text-muted-foreground" },
  late: { icon: CircleAlert, ink: "text-warning" },
  aside: { icon: CircleSlash2, ink: "text-muted-foreground" },
} as const satisfies Record<StepState, { icon: LucideIcon; ink: string }>;

export interface GuideStepsProps extends Omit<StepAsideProps, "step"> {
  steps: readonly StepView[];
  label: string;
}

/** The steps of one phase: what was seen, where it is done, and how long there is. */
export function GuideSteps({ steps, label, ...aside }: GuideStepsProps) {
  return (
    <ol aria-label={label} className="divide-y divide-border">
      {steps.map((step) => (
        <Step key={step.id} step={step} {...aside} />
      ))}
    </ol>
  );
}

function Step({ step, ...aside }: Omit<GuideStepsProps, "steps" | "label"> & { step: StepView }) {
  const { icon: Icon, ink } = LOOK[step.state];
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", ink)} />
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="min-w-0">
          <p className="font-medium">
            {step.title}
            <span className={cn("ml-2 font-normal text-xs", ink)}>{STEP_STATE_LABELS[step.state]}</span>
          </p>
          <p className="max-w-prose text-muted-foreground">{step.why}</p>
          <p className="mt-0.5">{step.seen}</p>
          {step.state === "aside" ? (
            <p className="mt-0.5 text-muted-foreground text-xs">
              Put aside{step.asideBy ? ` by ${step.asideBy.name}` : ""}: <LiteralText text={step.reason} />
            </p>
          ) : null}
        </div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-xs sm:flex-col sm:items-end">
          <When step={step} />
          {step.state === "done" ? null : (
            <Link href={step.href as Route} className="text-link underline-offset-3 hover:underline">
              Go to {step.place}
              <span className="sr-only"> for “{step.title}”</span>
            </Link>
          )}
          {step.state === "done" ? null : <StepAside step={step} {...aside} />}
        </div>
      </div>
    </li>
  );
}

function When({ step }: { step: StepView }) {
  if (step.doneAt) {
    return (
      <span className="text-muted-foreground">
        Seen done <Time at={step.doneAt} />
      </span>
    );
  }
  if (step.daysLeft === null) return null;
  const days = Math.abs(step.daysLeft);
  const length = days === 1 ? "1 day" : `${days} days`;
  return (
    <span className={step.state === "late" ? "text-warning" : "text-muted-foreground"}>
      {step.state === "late" ? (days === 0 ? "Late since today" : `${length} late`) : `${length} left`}
    </span>
  );
}
