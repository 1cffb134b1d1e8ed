import { CalendarClock, CalendarX2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { CONTRACT_LABELS, type ContractState } from "@/lib/suppliers/terms";

/** Where a contract stands; what needs nobody is plain text. */
export function ContractBadge({ state, end }: { state: ContractState; end: string }) {
  if (state === "soon" || state === "ended") {
    const Icon = state === "soon" ? CalendarClock : CalendarX2;
    return (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <Badge tone={state === "soon" ? "warning" : "danger"}>
          <Icon aria-hidden />
          {CONTRACT_LABELS[state]}
        </Badge>
        {end ? <span className="text-muted-foreground text-xs tabular-nums">{end}</span> : null}
      </span>
    );
  }
  const label = state === "running" && end ? `Until ${end}` : CONTRACT_LABELS[state];
  return <span className={state === "none" ? "text-muted-foreground" : "tabular-nums"}>{label}</span>;
}
