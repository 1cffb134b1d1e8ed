import type { ReactNode } from "react";
import { cn } from "@/components/cn";

export interface EmptyStateProps {
  icon?: ReactNode;
  title: ReactNode;
  /** What belongs here, or why nothing matches. */
  description?: ReactNode;
  /** The next step: a link or a button. */
  actions?: ReactNode;
  /** The level of the heading; 2 unless it stands inside a card. */
  level?: 2 | 3;
  className?: string;
}

/** Says what belongs here and offers the next step. Only for true emptiness: a failure is an ErrorState. */
export function EmptyState({ icon, title, description, actions, level = 2, className }: EmptyStateProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className={cn("flex flex-col items-center px-6 py-14 text-center", className)}>
      {icon ? (
        <span
          aria-hidden
          className="mb-3 flex size-10 items-center justify-center rounded-lg border border-border bg-card text-muted-foreground shadow-xs [&_svg]:size-5"
        >
          {icon}
        </span>
      ) : null}
      <Heading className="font-semibold text-base">{title}</Heading>
      {description ? <div className="mt-1 max-w-prose text-pretty text-muted-foreground">{description}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
