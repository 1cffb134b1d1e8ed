import { Ban, CircleCheck, CircleDashed, Hourglass } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { TOOL_STATE_LABELS, type ToolState } from "@/lib/agents/terms";

const LOOK = {
  quarantined: { icon: Hourglass, tone: "warning" },
  accepted: { icon: CircleCheck, tone: "success" },
  blocked: { icon: Ban, tone: "danger" },
  removed: { icon: CircleDashed, tone: "outline" },
} as const satisfies Record<ToolState, { icon: typeof Ban; tone: BadgeTone }>;

/** Whether the tool may be called, and if not why. */
export function ToolStateBadge({ state }: { state: ToolState }) {
  const { icon: Icon, tone } = LOOK[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {TOOL_STATE_LABELS[state]}
    </Badge>
  );
}
