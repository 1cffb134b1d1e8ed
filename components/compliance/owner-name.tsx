import { Badge } from "@/components/ui/badge";
import type { PersonRef } from "@/lib/compliance/views";

/** Who answers for a control; a person who has left answers for nothing. */
export function OwnerName({ owner }: { owner: PersonRef | null }) {
  if (!owner) return <span className="text-muted-foreground">Nobody</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {owner.name}
      {owner.active ? null : <Badge tone="warning">Has left</Badge>}
    </span>
  );
}
