"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useId } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { LIMITS } from "@/lib/credentials/terms";
import { type ActionState, issueOf } from "@/lib/http/action-state";

export interface ReasonDialogProps {
  title: ReactNode;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  /** The verb on the button. */
  verb: string;
  destructive?: boolean;
  act: (reason: string) => Promise<ActionState<unknown>>;
  /** What to say when it worked. */
  done: string;
  onClose: () => void;
}

/** Asks for the reason of an act, which stands in the log, and does it. */
export function ReasonDialog({ title, description, verb, destructive = false, act, done, onClose }: ReasonDialogProps) {
  const router = useRouter();
  const form = useId();
  const { run, busy, failure } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason"));
    run(
      () => act(reason),
      done,
      () => {
        onClose();
        router.refresh();
      },
    );
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title={title}
        description={description}
        size="sm"
        footer={
          <FormButtons form={form} busy={busy} variant={destructive ? "destructive" : "default"}>
            {verb}
          </FormButtons>
        }
      >
        <form id={form} onSubmit={submit} className="grid gap-3">
          <Field label="Reason" hint="Stands in the audit log." error={issueOf(failure, "reason")}>
            <Textarea name="reason" required minLength={5} maxLength={LIMITS.reason} />
          </Field>
          {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
        </form>
      </DialogContent>
    </Dialog>
  );
}
