import { Archive, CirclePause, Repeat2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { DefinitionState } from "@/lib/campaigns/definitions/views";

const LOOK = {
  active: { icon: Repeat2, tone: "success", label: "Runs" },
  paused: { icon: CirclePause, tone: "warning", label: "Paused" },
  retired: { icon: Archive, tone: "neutral", label: "Retired" },
} as const satisfies Record<DefinitionState, object>;

export function DefinitionStateBadge({ state }: { state: DefinitionState }) {
  const { icon: Icon, tone, label } = LOOK[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}
