import { BadgeCheck, Clock, History, type LucideIcon, PencilLine, Undo2, X } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { VERSION_STATE_LABELS, type VersionState } from "@/lib/policy/terms";

const LOOK: Record<VersionState, { tone: BadgeTone; icon: LucideIcon }> = {
  draft: { tone: "info", icon: PencilLine },
  proposed: { tone: "warning", icon: Clock },
  published: { tone: "success", icon: BadgeCheck },
  superseded: { tone: "outline", icon: History },
  withdrawn: { tone: "outline", icon: Undo2 },
  rejected: { tone: "danger", icon: X },
};

export function VersionStateBadge({ state }: { state: VersionState }) {
  const { tone, icon: Icon } = LOOK[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {VERSION_STATE_LABELS[state]}
    </Badge>
  );
}
