"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useId } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { LIMITS } from "@/lib/approvals/terms";
import { type ActionState, issueOf } from "@/lib/http/action-state";

export interface VerdictDialogProps<Verdict extends string> {
  title: string;
  description: ReactNode;
  label: string;
  options: readonly { value: Verdict; label: string }[];
  noteLabel: string;
  verb: string;
  done: string;
  act: (verdict: Verdict, note: string) => Promise<ActionState<unknown>>;
  onClose: () => void;
}

/** One of two verdicts and the words for it: what came of an action, or whether breaking the glass was right. */
export function VerdictDialog<Verdict extends string>(props: VerdictDialogProps<Verdict>) {
  const router = useRouter();
  const form = useId();
  const { run, busy, failure } = useAction();
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    run(
      () => props.act(String(given.get("verdict")) as Verdict, String(given.get("note"))),
      props.done,
      () => {
        props.onClose();
        router.refresh();
      },
    );
  }
  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : props.onClose())}>
      <DialogContent
        title={props.title}
        description={props.description}
        size="sm"
        footer={
          <FormButtons form={form} busy={busy}>
            {props.verb}
          </FormButtons>
        }
      >
        <form id={form} onSubmit={submit} className="grid gap-3">
          <RadioGroup
            label={props.label}
            name="verdict"
            defaultValue={props.options[0]?.value}
            options={props.options}
            look="cards"
          />
          <Field label={props.noteLabel} hint="Stands in the audit log." error={issueOf(failure, "note")}>
            <Textarea name="note" required maxLength={LIMITS.textLength} />
          </Field>
          {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
        </form>
      </DialogContent>
    </Dialog>
  );
}
