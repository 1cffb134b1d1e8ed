import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";

export type CalloutTone = "info" | "warning" | "danger" | "success";

const LOOK = {
  info: { icon: Info, frame: "border-info-line bg-info-soft", ink: "text-info" },
  warning: { icon: TriangleAlert, frame: "border-warning-line bg-warning-soft", ink: "text-warning" },
  danger: { icon: CircleAlert, frame: "border-danger-line bg-danger-soft", ink: "text-danger" },
  success: { icon: CircleCheck, frame: "border-success-line bg-success-soft", ink: "text-success" },
} as const satisfies Record<CalloutTone, { icon: LucideIcon; frame: string; ink: string }>;

export interface CalloutProps {
  tone?: CalloutTone;
  title?: ReactNode;
  actions?: ReactNode;
  /** `alert` interrupts a reader, `status` waits; leave it out for what was there when the page came. */
  role?: "alert" | "status";
  className?: string;
  children?: ReactNode;
}

/** A note on the page that must be seen. */
export function Callout({ tone = "info", title, actions, role, className, children }: CalloutProps) {
  const { icon: Icon, frame, ink } = LOOK[tone];
  return (
    <div
      role={role}
      className={cn(
        "flex flex-wrap items-start gap-2.5 rounded-md sm:flex-nowrap border px-3 py-2.5",
        frame,
        className,
      )}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1">
        {title ? <p className={cn("font-medium", ink)}>{title}</p> : null}
        {children ? <div className={cn(title ? "mt-0.5" : "")}>{children}</div> : null}
      </div>
      {actions ? <div className="flex shrink-0 items-center gap-2 max-sm:w-full max-sm:pl-6.5">{actions}</div> : null}
    </div>
  );
}
