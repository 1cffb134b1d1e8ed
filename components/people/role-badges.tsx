import { Badge } from "@/components/ui/badge";
import type { GrantRow } from "@/lib/people/schema";
import { ROLE_LABELS } from "@/lib/people/terms";

/** Roles with their scope in words: "Owner · Payments". */
export function RoleBadges({ grants }: { grants: readonly GrantRow[] }) {
  if (grants.length === 0) return <span className="text-muted-foreground">No role</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {grants.map((grant) => (
        <Badge key={grant.id} tone={grant.role === "admin" ? "info" : "neutral"}>
          <span className="truncate">
            {ROLE_LABELS[grant.role]}
            {grant.teamName ? ` · ${grant.teamName}` : ""}
          </span>
        </Badge>
      ))}
    </span>
  );
}
