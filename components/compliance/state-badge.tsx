import { CircleAlert, CircleCheck, CircleDashed, CircleSlash2, type LucideIcon, TriangleAlert } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { CONTROL_STATE_HINTS, CONTROL_STATE_LABELS, type ControlState } from "@/lib/compliance/terms";

const LOOK = {
  met: { icon: CircleCheck, tone: "success" },
  attention: { icon: TriangleAlert, tone: "warning" },
  gap: { icon: CircleAlert, tone: "danger" },
  not_measured: { icon: CircleDashed, tone: "outline" },
} as const satisfies Record<ControlState, { icon: LucideIcon; tone: BadgeTone }>;

/** What the rows say of a control: an icon of its own shape, the word, and then the colour. */
export function StateBadge({ state, applies = true }: { state: ControlState | null; applies?: boolean }) {
  if (!applies) {
    return (
      <Badge tone="outline">
        <CircleSlash2 aria-hidden />
        Does not apply
      </Badge>
    );
  }
  if (!state) return <Badge tone="outline">Not checked yet</Badge>;
  const { icon: Icon, tone } = LOOK[state];
  return (
    <Badge tone={tone} title={CONTROL_STATE_HINTS[state]}>
      <Icon aria-hidden />
      {CONTROL_STATE_LABELS[state]}
    </Badge>
  );
}
