import { BadgeCheck } from "lucide-react";
import { Badge } from "@/components/ui/badge";

/** Whether a supplier's own claims count. Not trusted is the ordinary case and needs no frame. */
export function TrustBadge({ trusted }: { trusted: boolean }) {
  if (!trusted) return <span className="text-muted-foreground">Not trusted</span>;
  return (
    <Badge tone="success">
      <BadgeCheck aria-hidden />
      Trusted
    </Badge>
  );
}
