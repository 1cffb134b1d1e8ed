"use client";

import { History } from "lucide-react";
import { useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { ActionState } from "@/lib/http/action-state";
import type { Replay, ReplayDraftInput } from "@/lib/policy/schema";
import { ReplayView } from "./replay-view";

export interface ReplayCardProps {
  policyId: string | null;
  text: string;
  /** Why it cannot be asked for now; null when it can. */
  refusal: string | null;
  replay: (input: ReplayDraftInput) => Promise<ActionState<Replay>>;
}

/** Decides what was recorded of late again with the draft, and shows what would flip. */
export function ReplayCard({ policyId, text, refusal, replay }: ReplayCardProps) {
  const { run, busy, failure } = useAction();
  const [found, setFound] = useState<{ replay: Replay; text: string } | null>(null);
  return (
    <Card aria-labelledby="replay">
      <CardHeader
        id="replay"
        title="What it would flip"
        description="The decisions of the last 14 days, decided again with this text. Kept with the proposal, for the second person."
        actions={
          <Button
            variant="outline"
            size="sm"
            busy={busy}
            disabled={refusal !== null}
            focusableWhenDisabled
            title={refusal ?? undefined}
            onClick={() =>
              run(
                () => replay({ policyId, text, days: 14 }),
                null,
                (value) => setFound({ replay: value, text }),
              )
            }
          >
            <History aria-hidden />
            Decide again
          </Button>
        }
      />
      {found || failure ? (
        <CardContent className="grid gap-3" role="status">
          {failure ? <Refused failure={failure} /> : null}
          {found ? <ReplayView replay={found.replay} /> : null}
          {found && found.text !== text ? (
            <p className="text-warning">The text was changed since: decide again to see what it flips now.</p>
          ) : null}
        </CardContent>
      ) : null}
    </Card>
  );
}
