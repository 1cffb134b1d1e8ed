import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { Breadcrumbs, type Crumb } from "./breadcrumbs";

export interface PageHeaderProps {
  /** The page's one h1. */
  title: ReactNode;
  /** Beside the title: tier, status. */
  badges?: ReactNode;
  /** One line under it: what this page is for, or who answers for the thing. */
  description?: ReactNode;
  crumbs?: readonly Crumb[];
  /** Buttons at the right; the main one last. */
  actions?: ReactNode;
  className?: string;
}

export function PageHeader({ title, badges, description, crumbs, actions, className }: PageHeaderProps) {
  return (
    <header className={cn("mb-5 grid gap-1", className)}>
      {crumbs ? <Breadcrumbs crumbs={crumbs} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">{title}</h1>
            {badges}
          </div>
          {description ? <div className="mt-0.5 max-w-3xl text-muted-foreground">{description}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div> : null}
      </div>
    </header>
  );
}
