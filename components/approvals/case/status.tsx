import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  Clock,
  Hourglass,
  type LucideIcon,
  Play,
  TimerOff,
  Undo2,
} from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { STATUS_LABELS, type Status } from "@/lib/approvals/terms";

const LOOK: Record<Status, { icon: LucideIcon; tone: BadgeTone }> = {
  pending: { icon: Hourglass, tone: "info" },
  approved: { icon: CircleCheck, tone: "success" },
  denied: { icon: CircleX, tone: "danger" },
  expired: { icon: TimerOff, tone: "warning" },
  cancelled: { icon: Ban, tone: "neutral" },
  superseded: { icon: CircleDashed, tone: "neutral" },
  revoked: { icon: Undo2, tone: "neutral" },
  lapsed: { icon: Clock, tone: "warning" },
  consumed: { icon: Play, tone: "info" },
  executed: { icon: CircleCheck, tone: "success" },
  failed: { icon: CircleX, tone: "danger" },
  unknown: { icon: CircleHelp, tone: "warning" },
};

/** Where a request stands: an icon, the word, and then the colour. */
export function RequestStatus({ status }: { status: Status }) {
  const { icon: Icon, tone } = LOOK[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {STATUS_LABELS[status]}
    </Badge>
  );
}
