import { Badge } from "@/components/ui/badge";
import type { AccountState } from "@/lib/people/schema";

const LOOK = {
  active: { label: "Active", tone: "success" },
  invited: { label: "Invited", tone: "info" },
  deactivated: { label: "Deactivated", tone: "outline" },
} as const;

export function AccountStateBadge({ state }: { state: AccountState }) {
  const { label, tone } = LOOK[state];
  return <Badge tone={tone}>{label}</Badge>;
}
