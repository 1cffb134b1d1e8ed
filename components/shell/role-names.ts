import type { RoleGrant } from "@/lib/context";
import { ROLE_LABELS } from "@/lib/people/terms";

/** Roles as people read them: "Compliance", "Owner, Payments". A team that may not be seen stays "one team". */
export function roleNames(grants: readonly RoleGrant[], teams: readonly { id: string; name: string }[]): string[] {
  const names = grants.map(({ role, teamId }) => {
    if (teamId === null) return ROLE_LABELS[role];
    return `${ROLE_LABELS[role]}, ${teams.find(({ id }) => id === teamId)?.name ?? "one team"}`;
  });
  return [...new Set(names)];
}
