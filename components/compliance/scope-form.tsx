"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ScopeControlInput } from "@/lib/compliance/schema";
import { NOTE_MAX } from "@/lib/compliance/terms";
import type { ControlView } from "@/lib/compliance/views";
import { type ActionState, issueOf } from "@/lib/http/action-state";

export interface ScopeFormProps {
  control: Pick<ControlView, "id" | "version" | "applies" | "note" | "scope" | "reference">;
  scope: (input: ScopeControlInput) => Promise<ActionState<unknown>>;
}

/** Says whether a control applies here, and why not. */
export function ScopeForm({ control, scope }: ScopeFormProps) {
  const [open, setOpen] = useState(false);
  if (!control.scope.allowed) return null;
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        {control.applies ? "It does not apply" : "It applies after all"}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <Ask control={control} scope={scope} close={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Ask({ control, scope, close }: ScopeFormProps & { close: () => void }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const { id, version, applies, reference } = control;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get("note"));
    run(
      () => scope({ id, version, applies: !applies, note }),
      applies ? `${reference} does not apply` : `${reference} applies again`,
      () => {
        close();
        router.refresh();
      },
    );
  }

  return (
    <DialogContent
      title={applies ? `${reference} does not apply?` : `${reference} applies after all?`}
      description={
        applies
          ? "It is no longer checked and no longer counted. What was found so far stays."
          : "It is checked and counted again from now on."
      }
      size="sm"
      footer={
        <>
          <DialogClose render={<Button variant="outline">Cancel</Button>} />
          <Button type="submit" form="scope" busy={busy}>
            {applies ? "Leave it out" : "Take it in"}
          </Button>
        </>
      }
    >
      <form id="scope" onSubmit={submit} className="grid gap-3">
        <Field
          label={applies ? "Why not" : "Note"}
          optional={!applies}
          hint="Stands on this page and in the audit log."
          error={issueOf(failure, "note") ?? undefined}
        >
          <Textarea name="note" required={applies} minLength={applies ? 10 : undefined} maxLength={NOTE_MAX} />
        </Field>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
