"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, issueOf } from "@/lib/http/action-state";

export interface RestoreButtonProps {
  /** On the button: "Roll back", "Retire". */
  label: string;
  title: string;
  description: string;
  /** What is said when it is proposed. */
  done: string;
  /** Why it is off; null when it works. */
  refusal: string | null;
  size?: "sm" | "md";
  act: (reason: string) => Promise<ActionState<unknown>>;
}

/** Proposes to go back to an older version, or to retire the policy, for a reason; a second person puts it in force. */
export function RestoreButton(props: RestoreButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="outline"
        size={props.size ?? "md"}
        disabled={props.refusal !== null}
        focusableWhenDisabled
        title={props.refusal ?? undefined}
        onClick={() => setOpen(true)}
      >
        {props.label}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <Ask {...props} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Ask({ label, title, description, done, act, onDone }: RestoreButtonProps & { onDone: () => void }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    run(
      () => act(reason),
      done,
      () => {
        onDone();
        router.refresh();
      },
    );
  }

  return (
    <DialogContent
      title={title}
      description={description}
      size="sm"
      footer={
        <FormButtons form="restore-version" busy={busy}>
          Propose: {label.toLowerCase()}
        </FormButtons>
      }
    >
      <form id="restore-version" onSubmit={submit} className="grid gap-3">
        <Field label="Reason" hint="The second person reads it." error={issueOf(failure, "reason")}>
          <Textarea name="reason" required minLength={10} maxLength={500} />
        </Field>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
