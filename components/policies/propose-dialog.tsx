"use client";

import type { FormEvent } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, issueOf } from "@/lib/http/action-state";

export interface ProposeDialogProps {
  number: number;
  propose: (note: string) => Promise<ActionState<unknown>>;
  onDone: () => void;
}

/** Asks what changes and why, and hands the draft to its second person. */
export function ProposeDialog({ number, propose, onDone }: ProposeDialogProps) {
  const { run, busy, failure } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    event.stopPropagation();
    const note = String(new FormData(event.currentTarget).get("note") ?? "");
    run(() => propose(note), "Proposed: a second person decides", onDone);
  }

  return (
    <DialogContent
      title={`Propose version ${number}?`}
      description="Recorded decisions are decided again with it, and the result is kept for the second person. Nobody who wrote or proposed it can publish it."
      size="sm"
      footer={
        <FormButtons form="propose-version" busy={busy}>
          Propose
        </FormButtons>
      }
    >
      <form id="propose-version" onSubmit={submit} className="grid gap-3">
        <Field label="What changes, and why" hint="The second person reads it." error={issueOf(failure, "note")}>
          <Textarea name="note" required minLength={10} maxLength={500} />
        </Field>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
