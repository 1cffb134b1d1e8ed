import { BadgeCheck, Ban, CircleHelp, type LucideIcon, TriangleAlert } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { OUTCOME_LABELS, type Outcome } from "@/lib/policy/terms";

const LOOK: Record<Outcome, { tone: BadgeTone; icon: LucideIcon }> = {
  allow: { tone: "success", icon: BadgeCheck },
  allow_with_warning: { tone: "warning", icon: TriangleAlert },
  deny: { tone: "danger", icon: Ban },
  step_up: { tone: "info", icon: CircleHelp },
};

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const { tone, icon: Icon } = LOOK[outcome];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {OUTCOME_LABELS[outcome]}
    </Badge>
  );
}
