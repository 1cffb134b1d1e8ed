import { TriangleAlert, UserX } from "lucide-react";
import { cn } from "@/components/cn";
import { Avatar } from "@/components/ui/avatar";
import type { PersonRef } from "@/lib/agents/schema";

export interface PersonNameProps {
  person: PersonRef | null;
  /** What stands there when nobody is named. */
  missing: string;
  /** Nobody being there is a finding, not only a gap. */
  alarming?: boolean;
}

/** Who answers; somebody who has left is not somebody who answers, and it says so. */
export function PersonName({ person, missing, alarming = false }: PersonNameProps) {
  if (!person) {
    return (
      <span className={cn("inline-flex items-center gap-1.5", alarming ? "text-warning" : "text-muted-foreground")}>
        {alarming ? <TriangleAlert aria-hidden className="size-3.5 shrink-0" /> : null}
        {missing}
      </span>
    );
  }
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      <Avatar name={person.name} size="sm" />
      <span className="truncate">{person.name}</span>
      {person.active ? null : (
        <span className="inline-flex items-center gap-1 text-warning text-xs">
          <UserX aria-hidden className="size-3 shrink-0" />
          has left
        </span>
      )}
    </span>
  );
}
