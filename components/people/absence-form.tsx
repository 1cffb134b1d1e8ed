"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import type { AbsenceInput, DelegateOption } from "@/lib/people";
import { useAction } from "./use-action";

export interface AbsenceFormProps {
  /** Who can be named: active reviewers but the person themselves. */
  delegates: readonly DelegateOption[];
  set: (input: AbsenceInput) => Promise<ActionState<unknown>>;
}

/** The button and dialog with which a person says that they will be away, and who decides in their place. */
export function AbsenceForm({ delegates, set }: AbsenceFormProps) {
  const router = useRouter();
  const form = useId();
  const [open, setOpen] = useState(false);
  const [delegate, setDelegate] = useState<ComboboxOption | null>(null);
  const { run, busy, failure, forget } = useAction();
  const options = delegates.map(({ id, name, title }) => ({ value: id, label: name, hint: title }));

  function close(): void {
    setOpen(false);
    setDelegate(null);
    forget();
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const at = (name: string) => new Date(String(given.get(name))).toISOString();
    const input = { from: at("from"), until: at("until"), delegateId: delegate?.value ?? null };
    run(
      () => set({ ...input, note: String(given.get("note") ?? "") }),
      "Absence noted",
      () => {
        close();
        router.refresh();
      },
    );
  }

  return (
    <Dialog open={open} onOpenChange={(next) => (next ? setOpen(true) : close())}>
      <DialogTrigger render={<Button variant="outline">Add absence</Button>} />
      <DialogContent
        title="When are you away?"
        description="Whoever you name decides in your place meanwhile, under their own name, and by the rules that hold for them."
        footer={
          <FormButtons form={form} busy={busy}>
            Save
          </FormButtons>
        }
      >
        <form id={form} onSubmit={submit} className="grid gap-4">
          {failure && failure.issues.length === 0 ? (
            <Callout tone="danger" role="alert">
              {failure.message}
            </Callout>
          ) : null}
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <Field label="From" name="from" hint="By this device's clock." error={issueOf(failure, "from")}>
              <Input type="datetime-local" required />
            </Field>
            <Field label="Back at" name="until" error={issueOf(failure, "until")}>
              <Input type="datetime-local" required />
            </Field>
          </div>
          <Field
            label="Who decides meanwhile"
            optional
            hint="A reviewer who is here. Without one, the others of your groups are asked, and managers sooner."
            error={issueOf(failure, "delegateId")}
          >
            <Combobox
              options={options}
              value={delegate}
              onValueChange={setDelegate}
              placeholder="Type a name…"
              emptyText="No active reviewer of that name."
            />
          </Field>
          <Field label="Note" name="note" optional error={issueOf(failure, "note")}>
            <Input maxLength={200} autoComplete="off" placeholder="Annual leave" />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
