import { CircleCheck, CircleDashed, CircleDot, CirclePause, CircleSlash2, type LucideIcon } from "lucide-react";
import { cn } from "@/components/cn";

export type StatusName = "draft" | "registered" | "active" | "suspended" | "decommissioned";

const LOOK = {
  draft: { label: "Draft", icon: CircleDashed, tone: "text-muted-foreground" },
  registered: { label: "Registered", icon: CircleDot, tone: "text-info" },
  active: { label: "Active", icon: CircleCheck, tone: "text-success" },
  suspended: { label: "Suspended", icon: CirclePause, tone: "text-warning" },
  decommissioned: { label: "Decommissioned", icon: CircleSlash2, tone: "text-muted-foreground" },
} as const satisfies Record<StatusName, { label: string; icon: LucideIcon; tone: string }>;

/** Where an agent stands: an icon of its own shape, the word, and then the colour. */
export function StatusBadge({ status, className }: { status: StatusName; className?: string }) {
  const { label, icon: Icon, tone } = LOOK[status];
  return (
    <span className={cn("inline-flex h-5 items-center gap-1.5 whitespace-nowrap text-sm", className)}>
      <Icon aria-hidden className={cn("size-3.5 shrink-0", tone)} />
      {label}
    </span>
  );
}
