import {
  Ban,
  CalendarClock,
  CircleCheck,
  CircleDot,
  CirclePause,
  FilePen,
  Gavel,
  ScanSearch,
  Wrench,
} from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { CAMPAIGN_STATE_LABELS, type CampaignState } from "@/lib/campaigns/terms";

const LOOK: Record<CampaignState, { icon: typeof Ban; tone: BadgeTone }> = {
  draft: { icon: FilePen, tone: "outline" },
  scheduled: { icon: CalendarClock, tone: "info" },
  active: { icon: CircleDot, tone: "info" },
  paused: { icon: CirclePause, tone: "warning" },
  deciding_closed: { icon: Gavel, tone: "warning" },
  remediating: { icon: Wrench, tone: "info" },
  verifying: { icon: ScanSearch, tone: "info" },
  closed: { icon: CircleCheck, tone: "success" },
  closed_with_exceptions: { icon: CircleCheck, tone: "warning" },
  cancelled: { icon: Ban, tone: "neutral" },
};

/** Where a campaign stands: an icon of its own shape, the word, and then the colour. */
export function CampaignStateBadge({ state }: { state: CampaignState }) {
  const { icon: Icon, tone } = LOOK[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {CAMPAIGN_STATE_LABELS[state]}
    </Badge>
  );
}
