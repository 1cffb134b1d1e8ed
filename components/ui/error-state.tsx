import { Compass, LockKeyhole, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";

const ICONS = { forbidden: LockKeyhole, missing: Compass } as const satisfies Record<string, LucideIcon>;

export interface ErrorStateProps {
  kind: keyof typeof ICONS;
  title: ReactNode;
  /** What happened, what is safe, and what to do. */
  description: ReactNode;
  actions?: ReactNode;
  /** The page's h1 when nothing else is on the page, h2 within one. */
  level?: 1 | 2;
  className?: string;
}

/** What is not there or not open, and what to do next. A page that failed is `FailedPage`. */
export function ErrorState(props: ErrorStateProps) {
  const { kind, title, description, actions, level = 2, className } = props;
  const Heading = level === 1 ? "h1" : "h2";
  const Icon = ICONS[kind];
  return (
    <div role="alert" className={cn("mx-auto flex max-w-lg flex-col items-center px-6 py-16 text-center", className)}>
      <span
        aria-hidden
        className="mb-3 flex size-10 items-center justify-center rounded-lg border border-border bg-card text-muted-foreground shadow-xs"
      >
        <Icon className="size-5" />
      </span>
      <Heading className="font-semibold text-lg">{title}</Heading>
      <div className="mt-1 text-pretty text-muted-foreground">{description}</div>
      {actions ? <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}

/** A refusal that names the role which would be enough, from the sentence of the error. */
export function ForbiddenState({
  message,
  actions,
  level = 1,
}: {
  message: string;
  actions?: ReactNode;
  level?: 1 | 2;
}) {
  return (
    <ErrorState
      kind="forbidden"
      level={level}
      title="This is not open to you"
      description={
        <>
          <p>{message}</p>
          <p className="mt-1">An administrator can grant roles under People.</p>
        </>
      }
      actions={actions}
    />
  );
}
