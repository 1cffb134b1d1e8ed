"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { PersonPicker } from "@/components/agents/person-picker";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import type { ComboboxOption } from "@/components/ui/combobox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { LiteralText } from "@/components/ui/literal-text";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import type { SettleTaskInput } from "@/lib/campaigns/closing/schema";
import type { TaskLine } from "@/lib/campaigns/closing/views";
import { LIMITS } from "@/lib/campaigns/terms";
import { type ActionState, issueOf } from "@/lib/http/action-state";

export interface TaskActions {
  settle: (input: SettleTaskInput) => Promise<ActionState<unknown>>;
}

/** The button of one task, and the form behind it. */
export function SettleTask({ task, actions }: { task: TaskLine; actions: TaskActions }) {
  const [open, setOpen] = useState(false);
  const whyId = `why-${task.id}`;
  return (
    <div className="grid content-start justify-items-end gap-1 max-sm:justify-items-start">
      <Button
        size="sm"
        variant="outline"
        disabled={!task.settle.allowed}
        focusableWhenDisabled
        aria-describedby={task.settle.allowed ? undefined : whyId}
        onClick={() => setOpen(true)}
      >
        {task.needsDecision ? "Decide…" : "Settle…"}
      </Button>
      {task.settle.allowed ? null : (
        <p id={whyId} className="max-w-56 text-right text-muted-foreground text-xs max-sm:text-left">
          {task.settle.reason}
        </p>
      )}
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <SettleForm task={task} actions={actions} close={() => setOpen(false)} /> : null}
      </Dialog>
    </div>
  );
}

const CHOICES = [
  { value: "keep", label: "Keep the right", hint: "It stays as it is, and the note says why." },
  { value: "revoke", label: "Revoke it", hint: "It is taken away with the close of the campaign." },
  { value: "name", label: "Ask somebody else", hint: "They are asked instead, until the end of the stage." },
] as const;
type Choice = (typeof CHOICES)[number]["value"];

function SettleForm({ task, actions, close }: { task: TaskLine; actions: TaskActions; close: () => void }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const [choice, setChoice] = useState<Choice>("keep");
  const [person, setPerson] = useState<ComboboxOption | null>(null);
  const choices = CHOICES.filter(({ value }) => value !== "name" || task.mayName);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get("note"));
    const input: SettleTaskInput = { id: task.id, version: task.version, note };
    if (task.needsDecision && choice === "name") input.toPersonId = person?.value ?? "";
    else if (task.needsDecision && choice !== "name") input.decision = choice;
    run(
      () => actions.settle(input),
      "Settled",
      () => {
        close();
        router.refresh();
      },
    );
  }

  return (
    <DialogContent
      title={task.needsDecision ? "Decide in place of the reviewers?" : "Settle this task?"}
      description="Who settled it, when and with which words goes into the evidence of the campaign."
      footer={
        <FormButtons form="settle-task" busy={busy}>
          {task.needsDecision ? "Decide" : "Settle"}
        </FormButtons>
      }
    >
      <form id="settle-task" onSubmit={submit} className="grid gap-4">
        <p className="border-border-strong border-l-2 pl-3 text-muted-foreground">
          <LiteralText text={task.sentence} />
        </p>
        {task.needsDecision ? (
          <RadioGroup
            label="What becomes of it"
            look="cards"
            options={choices}
            value={choice}
            onValueChange={setChoice}
          />
        ) : null}
        {task.needsDecision && choice === "name" ? (
          <Field label="Who is asked" error={issueOf(failure, "toPersonId")}>
            <PersonPicker value={person} onChange={setPerson} />
          </Field>
        ) : null}
        <Field
          label={task.needsDecision ? "Why" : "What was done"}
          hint={`At least ${LIMITS.reasonLeast} characters.`}
          error={issueOf(failure, "note")}
        >
          <Textarea name="note" required minLength={LIMITS.reasonLeast} maxLength={LIMITS.text} rows={3} />
        </Field>
        {failure ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
