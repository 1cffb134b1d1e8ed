"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { LIMITS } from "@/lib/campaigns/terms";
import type { Ability } from "@/lib/campaigns/views";
import type { ActionState } from "@/lib/http/action-state";

interface SteerInput {
  id: string;
  version: number;
  reason: string;
}

type Act = "pause" | "resume" | "cancel";
interface SteerActions {
  pause: (input: SteerInput) => Promise<ActionState<unknown>>;
  resume: (input: Omit<SteerInput, "reason">) => Promise<ActionState<unknown>>;
  cancel: (input: SteerInput) => Promise<ActionState<unknown>>;
}

const WORDS = {
  pause: {
    button: "Pause",
    title: "Pause this campaign?",
    what: "Nobody is asked or reminded, and no deadline runs, until it goes on. Answers that were given stay.",
    done: "Paused",
  },
  resume: {
    button: "Go on",
    title: "Go on with this campaign?",
    what: "People are asked again. The end of the stage moves by as long as it was paused.",
    done: "The campaign goes on",
  },
  cancel: {
    button: "Cancel campaign",
    title: "Cancel this campaign?",
    what: "It ends here: nothing is taken away, whatever was decided. What was answered stays in the record. This cannot be undone.",
    done: "Cancelled",
  },
} as const satisfies Record<Act, object>;

export interface SteerButtonsProps {
  campaign: { id: string; version: number; paused: boolean };
  abilities: Record<Act, Ability>;
  actions: SteerActions;
}

/** Pause or go on, and cancel; the record keeps why. */
export function SteerButtons({ campaign, abilities, actions }: SteerButtonsProps) {
  const [act, setAct] = useState<Act | null>(null);
  const acts: readonly Act[] = [campaign.paused ? "resume" : "pause", "cancel"];
  return (
    <>
      {acts.map((one) => {
        const ability = abilities[one];
        return (
          <Button
            key={one}
            variant={one === "resume" ? "default" : "outline"}
            disabled={!ability.allowed}
            focusableWhenDisabled
            title={ability.allowed ? undefined : ability.reason}
            aria-description={ability.allowed ? undefined : ability.reason}
            onClick={() => setAct(one)}
          >
            {WORDS[one].button}
          </Button>
        );
      })}
      {act ? <Ask act={act} campaign={campaign} actions={actions} close={() => setAct(null)} /> : null}
    </>
  );
}

interface AskProps {
  act: Act;
  campaign: { id: string; version: number };
  actions: SteerActions;
  close: () => void;
}

function Ask({ act, campaign: { id, version }, actions, close }: AskProps) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const { title, what, button, done } = WORDS[act];

  async function carryOut(): Promise<void> {
    await orThrow(act === "resume" ? actions.resume({ id, version }) : actions[act]({ id, version, reason }));
    toast.success(done);
    router.refresh();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={title}
      description={what}
      confirmLabel={button}
      destructive={act === "cancel"}
      onConfirm={carryOut}
    >
      {act === "resume" ? null : (
        <Field label="Why?" hint={`For the record: at least ${LIMITS.reasonLeast} characters.`}>
          <Textarea value={reason} onChange={(event) => setReason(event.target.value)} maxLength={LIMITS.text} />
        </Field>
      )}
    </ConfirmDialog>
  );
}
