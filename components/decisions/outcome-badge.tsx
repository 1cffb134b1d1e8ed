import { Ban, Check, ShieldQuestion, TriangleAlert } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { OUTCOME_LABELS, type Outcome } from "@/lib/policy/terms";

const MARKS: Record<Outcome, { tone: BadgeTone; icon: typeof Ban }> = {
  allow: { tone: "success", icon: Check },
  allow_with_warning: { tone: "warning", icon: TriangleAlert },
  deny: { tone: "danger", icon: Ban },
  step_up: { tone: "info", icon: ShieldQuestion },
};

/** What was answered, by word, sign and colour. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const { tone, icon: Icon } = MARKS[outcome];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {OUTCOME_LABELS[outcome]}
    </Badge>
  );
}
