"use client";

import { useRouter } from "next/navigation";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { ActionState } from "@/lib/http/action-state";
import type { AbsenceView } from "@/lib/people";
import { useAction } from "./use-action";

export interface AbsenceListProps {
  absences: readonly AbsenceView[];
  /** Whose page it is: their own absences and those of others read differently. */
  personId: string;
  end: (id: string) => Promise<ActionState<unknown>>;
}

/** A person's absences that are not over, and in whose place they decide. */
export function AbsenceList({ absences, personId, end }: AbsenceListProps) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  if (absences.length === 0) {
    return <p className="text-muted-foreground">You are here, and stand in for nobody.</p>;
  }
  return (
    <div className="grid gap-3">
      {failure ? (
        <Callout tone="danger" role="alert">
          {failure.message}
        </Callout>
      ) : null}
      <ul className="grid gap-3">
        {absences.map((absence) => (
          <li key={absence.id} className="flex flex-wrap items-start gap-x-3 gap-y-1">
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-center gap-2">
                <Sentence absence={absence} own={absence.person.id === personId} />
                <Badge tone={absence.state === "now" ? "info" : "outline"}>
                  {absence.state === "now" ? "Now" : "Planned"}
                </Badge>
              </div>
              <div className="text-muted-foreground text-xs">
                <Time at={absence.from} format="exact" /> to <Time at={absence.until} format="exact" />
                {absence.note ? (
                  <>
                    {" · "}
                    <LiteralText text={absence.note} />
                  </>
                ) : null}
              </div>
            </div>
            {absence.person.id === personId ? (
              <Button
                variant="outline"
                size="sm"
                disabled={busy}
                onClick={() =>
                  run(
                    () => end(absence.id),
                    "Absence ended",
                    () => router.refresh(),
                  )
                }
              >
                {absence.state === "now" ? "I am back" : "Remove"}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Sentence({ absence, own }: { absence: AbsenceView; own: boolean }) {
  if (!own) {
    return (
      <span>
        You decide in the place of <LiteralText text={absence.person.name} />
      </span>
    );
  }
  if (!absence.delegate) return <span>You are away, and nobody stands in for you</span>;
  return (
    <span>
      <LiteralText text={absence.delegate.name} /> decides in your place
    </span>
  );
}
