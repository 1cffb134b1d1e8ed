import { CircleAlert, CircleDashed, Info, ShieldCheck, Siren, TriangleAlert } from "lucide-react";
import { cn } from "@/components/cn";
import { Tooltip } from "@/components/ui/tooltip";
import type { EventView } from "@/lib/audit/search";

const SEVERITY = {
  info: { icon: Info, ink: "text-muted-foreground", label: "Information" },
  notice: { icon: CircleAlert, ink: "text-info", label: "Notice" },
  warning: { icon: TriangleAlert, ink: "text-warning", label: "Warning" },
  alert: { icon: Siren, ink: "text-danger", label: "Alert" },
} as const;

export function SeverityMark({ severity, className }: { severity: EventView["severity"]; className?: string }) {
  const { icon: Icon, ink, label } = SEVERITY[severity];
  return (
    <span className={cn("inline-flex items-center", ink, className)}>
      <Icon aria-hidden className="size-4" />
      <span className="sr-only">{label}: </span>
    </span>
  );
}

export function severityLabel(severity: EventView["severity"]): string {
  return SEVERITY[severity].label;
}

/** The small seal of an event that stands in the signed tree, or the dashed circle of one that waits for its number. */
export function Seal({ seq }: { seq: number | null }) {
  const told =
    seq === null ? "Recorded; its number in the signed tree follows within a second" : `Leaf ${seq} of the signed tree`;
  const Icon = seq === null ? CircleDashed : ShieldCheck;
  return (
    <Tooltip content={told}>
      <span className={cn("inline-flex", seq === null ? "text-muted-foreground" : "text-success")}>
        <Icon aria-hidden className="size-4" />
        <span className="sr-only">{told}</span>
      </span>
    </Tooltip>
  );
}
