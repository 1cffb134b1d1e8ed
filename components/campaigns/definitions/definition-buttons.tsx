"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { DefinitionView } from "@/lib/campaigns/definitions/views";
import { LIMITS } from "@/lib/campaigns/terms";
import type { ActionState } from "@/lib/http/action-state";

type Act = "pause" | "resume" | "retire";
interface Seen {
  id: string;
  version: number;
}

export interface DefinitionActions {
  pause: (input: Seen) => Promise<ActionState<unknown>>;
  resume: (input: Seen) => Promise<ActionState<unknown>>;
  retire: (input: Seen & { reason: string }) => Promise<ActionState<unknown>>;
}

const WORDS = {
  pause: {
    button: "Pause",
    title: "Pause this schedule?",
    what: "It makes no campaign until it goes on. Dates that pass meanwhile are let go. Campaigns that run go on.",
    done: "Paused",
  },
  resume: {
    button: "Go on",
    title: "Go on with this schedule?",
    what: "It makes a campaign at its next date.",
    done: "The schedule runs",
  },
  retire: {
    button: "Retire",
    title: "Retire this schedule?",
    what: "It makes no campaign any more. What it made stays. This cannot be undone.",
    done: "Retired",
  },
} as const satisfies Record<Act, object>;

/** Pause or go on, and retire: off with the reason where the rule says no. */
export function DefinitionButtons({ view, actions }: { view: DefinitionView; actions: DefinitionActions }) {
  const router = useRouter();
  const [act, setAct] = useState<Act | null>(null);
  const [reason, setReason] = useState("");
  const { id, version, state, abilities } = view;
  if (state === "retired") return null;
  const acts: readonly Act[] = [state === "paused" ? "resume" : "pause", "retire"];

  async function carryOut(chosen: Act): Promise<void> {
    await orThrow(chosen === "retire" ? actions.retire({ id, version, reason }) : actions[chosen]({ id, version }));
    toast.success(WORDS[chosen].done);
    router.refresh();
  }

  return (
    <>
      {acts.map((one) => {
        const ability = abilities[one];
        const why = ability.allowed ? undefined : ability.reason;
        return (
          <Button
            key={one}
            variant="outline"
            disabled={!ability.allowed}
            focusableWhenDisabled
            title={why}
            aria-description={why}
            onClick={() => setAct(one)}
          >
            {WORDS[one].button}
          </Button>
        );
      })}
      {act ? (
        <ConfirmDialog
          open
          onOpenChange={() => setAct(null)}
          title={WORDS[act].title}
          description={WORDS[act].what}
          confirmLabel={WORDS[act].button}
          destructive={act === "retire"}
          onConfirm={() => carryOut(act)}
        >
          {act === "retire" ? (
            <Field label="Why?" hint={`For the record: at least ${LIMITS.reasonLeast} characters.`}>
              <Textarea value={reason} onChange={(event) => setReason(event.target.value)} maxLength={LIMITS.text} />
            </Field>
          ) : null}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
