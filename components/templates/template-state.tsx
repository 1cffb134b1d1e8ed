import { BadgeCheck, Clock, Package, PackageX } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { STATE_LABELS, type TemplateState } from "@/lib/templates/terms";

const LOOK = {
  shipped: { tone: "neutral", icon: Package },
  proposed: { tone: "warning", icon: Clock },
  approved: { tone: "success", icon: BadgeCheck },
  retired: { tone: "outline", icon: PackageX },
} as const;

export function TemplateStateBadge({ state }: { state: TemplateState }) {
  const { tone, icon: Icon } = LOOK[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {STATE_LABELS[state]}
    </Badge>
  );
}
