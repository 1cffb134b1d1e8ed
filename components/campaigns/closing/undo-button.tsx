"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { UndoInput } from "@/lib/campaigns/closing/schema";
import { LIMITS } from "@/lib/campaigns/terms";
import type { Ability } from "@/lib/campaigns/views";
import type { ActionState } from "@/lib/http/action-state";
import { counted } from "./words";

/** Of a wave some may be refused while others are done: a credential is not given back. */
interface GivenBack {
  done: readonly number[];
  refused: readonly { number: number; reason: string }[];
}

export interface GiveBackActions {
  /** Gives back what was taken. */
  undo: (input: UndoInput) => Promise<ActionState<GivenBack>>;
  /** Takes it out before it is applied. */
  withdraw: (input: UndoInput) => Promise<ActionState<GivenBack>>;
}

export interface GiveBackProps {
  act: keyof GiveBackActions;
  /** One item, or all of a wave. */
  target: { campaignId: string; number: number } | { campaignId: string; wave: number };
  /** In the middle of a sentence: "this grant of Payer", "the 12 items of this wave". */
  what: string;
  ability: Ability;
  actions: GiveBackActions;
  /** On which side it stands of what it belongs to, where there is room for both. */
  align?: "start" | "end";
}

const WORDS = {
  undo: { label: "Undo…", verb: "Give back", done: "Given back" },
  withdraw: { label: "Take out…", verb: "Take out", done: "Taken out: it stays as it is" },
} as const;

/** Undoes what a wave did, or takes it out before: with a reason, on record. Off, with why, when the rule says no. */
export function GiveBack({ act, target, what, ability, actions, align = "end" }: GiveBackProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { label, verb, done } = WORDS[act];
  const whyId = `why-${act}-${"number" in target ? target.number : `wave-${target.wave}`}`;

  async function carryOut(): Promise<void> {
    const state = await actions[act]({ ...target, reason });
    if (!state.ok) throw new Error(state.issues[0]?.message ?? state.message);
    const answer = state.value;
    const [refused] = answer.refused;
    if (refused) {
      const rest = `${counted(answer.done.length, "item")} done. Not done: ${counted(answer.refused.length, "item")}, first ${refused.number}: ${refused.reason}`;
      toast.error("Not all of it", { description: rest });
    } else toast.success(done);
    router.refresh();
  }

  return (
    <span className={cn("inline-grid justify-items-start gap-1", align === "end" && "sm:justify-items-end")}>
      <Button
        size="sm"
        variant="outline"
        disabled={!ability.allowed}
        focusableWhenDisabled
        aria-label={`${label.replace("…", "")} ${what}`}
        aria-describedby={ability.allowed ? undefined : whyId}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {ability.allowed ? null : (
        <span id={whyId} className={cn("text-muted-foreground text-xs", align === "end" && "max-w-48 sm:text-right")}>
          {ability.reason}
        </span>
      )}
      {open ? (
        <ConfirmDialog
          open
          onOpenChange={setOpen}
          title={`${verb} ${what}?`}
          description={
            act === "undo"
              ? "What was taken away stands again as it did before. That it was given back, by whom and why, stays on record."
              : "Nothing is taken away, although the campaign decided it. That it stays, by whose word and why, goes on record."
          }
          confirmLabel={verb}
          onConfirm={carryOut}
        >
          <Field label="Why?" hint={`For the record: at least ${LIMITS.reasonLeast} characters.`}>
            <Textarea value={reason} onChange={(event) => setReason(event.target.value)} maxLength={LIMITS.text} />
          </Field>
        </ConfirmDialog>
      ) : null}
    </span>
  );
}
