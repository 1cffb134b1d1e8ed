"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import type { Ability } from "@/lib/compliance/views";
import type { ActionState } from "@/lib/http/action-state";

/** Asks every query now and writes down what changed. */
export function CheckNow({ ability, check }: { ability: Ability; check: () => Promise<ActionState<unknown>> }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  return (
    <div className="grid justify-items-start gap-1 sm:justify-items-end">
      <Button
        busy={busy}
        disabled={!ability.allowed}
        focusableWhenDisabled
        aria-describedby={ability.allowed ? undefined : "why-no-check"}
        onClick={() => run(check, "Every control was checked", () => router.refresh())}
      >
        <RefreshCw aria-hidden />
        Check now
      </Button>
      {ability.allowed ? null : (
        <p id="why-no-check" className="max-w-52 text-pretty text-muted-foreground text-xs sm:text-right">
          {ability.reason}
        </p>
      )}
      {failure ? <Refused failure={failure} /> : null}
    </div>
  );
}
