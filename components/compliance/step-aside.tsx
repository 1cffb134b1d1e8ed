"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { PutAsideInput, TakeUpInput } from "@/lib/compliance/schema";
import { REASON_MAX } from "@/lib/compliance/terms";
import type { Ability, StepView } from "@/lib/compliance/views";
import { type ActionState, issueOf } from "@/lib/http/action-state";

export interface StepAsideProps {
  step: Pick<StepView, "id" | "title" | "state">;
  ability: Ability;
  putAside: (input: PutAsideInput) => Promise<ActionState<unknown>>;
  takeUp: (input: TakeUpInput) => Promise<ActionState<unknown>>;
}

/** Puts a step aside with a reason, or takes it up again; nothing for who may not. */
export function StepAside({ step, ability, putAside, takeUp }: StepAsideProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run, busy, failure } = useAction();
  if (!ability.allowed) return null;
  if (step.state === "aside") {
    return (
      <>
        <Button
          variant="ghost"
          size="sm"
          busy={busy}
          onClick={() =>
            run(
              () => takeUp({ step: step.id }),
              "Taken up again",
              () => router.refresh(),
            )
          }
        >
          Take it up again<span className="sr-only"> “{step.title}”</span>
        </Button>
        {failure ? <Refused failure={failure} /> : null}
      </>
    );
  }
  return (
    <>
      <Button variant="ghost" size="sm" onClick={() => setOpen(true)}>
        Put aside<span className="sr-only"> “{step.title}”</span>
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <Ask step={step} putAside={putAside} close={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Ask({ step, putAside, close }: Pick<StepAsideProps, "step" | "putAside"> & { close: () => void }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason"));
    run(
      () => putAside({ step: step.id, reason }),
      "Put aside",
      () => {
        close();
        router.refresh();
      },
    );
  }

  return (
    <DialogContent
      title={`Put “${step.title}” aside?`}
      description="It no longer counts as late. If it is seen done some day, it counts as done."
      size="sm"
      footer={
        <>
          <DialogClose render={<Button variant="outline">Cancel</Button>} />
          <Button type="submit" form="aside" busy={busy}>
            Put aside
          </Button>
        </>
      }
    >
      <form id="aside" onSubmit={submit} className="grid gap-3">
        <Field label="Reason" hint="Stands on this page and in the audit log." error={issueOf(failure, "reason")}>
          <Textarea name="reason" required minLength={10} maxLength={REASON_MAX} />
        </Field>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
