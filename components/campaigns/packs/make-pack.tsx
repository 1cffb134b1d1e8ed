"use client";

import { PackagePlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import type { Ability } from "@/lib/campaigns/views";
import type { ActionState } from "@/lib/http/action-state";

export interface MakePackProps {
  campaignId: string;
  ability: Ability;
  ask: (input: { campaignId: string }) => Promise<ActionState<unknown>>;
}

/** Asks for a new pack: the worker makes it, and the page may be closed meanwhile. */
export function MakePack({ campaignId, ability, ask }: MakePackProps) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  return (
    <div className="grid justify-items-start gap-2">
      <Button
        busy={busy}
        disabled={!ability.allowed}
        focusableWhenDisabled
        aria-describedby={ability.allowed ? undefined : "why-no-pack"}
        onClick={() =>
          run(
            () => ask({ campaignId }),
            "Asked: the worker makes it",
            () => router.refresh(),
          )
        }
      >
        <PackagePlus aria-hidden />
        Make an evidence pack
      </Button>
      {ability.allowed ? null : (
        <p id="why-no-pack" className="text-muted-foreground text-xs">
          {ability.reason}
        </p>
      )}
      {failure ? <Refused failure={failure} /> : null}
    </div>
  );
}
