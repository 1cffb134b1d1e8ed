"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import { useAction } from "./use-action";

export function NewTeam({ create }: { create: (name: string) => Promise<ActionState<{ teamId: string }>> }) {
  const [open, setOpen] = useState(false);
  const { run, busy, failure } = useAction();
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    run(
      () => create(name),
      `Team ${name} added`,
      () => setOpen(false),
    );
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger
        render={
          <Button>
            <Plus aria-hidden /> New team
          </Button>
        }
      />
      <DialogContent
        title="New team"
        size="sm"
        footer={
          <FormButtons form="new-team" busy={busy}>
            Add the team
          </FormButtons>
        }
      >
        <form id="new-team" onSubmit={submit}>
          <Field label="Name" name="name" error={issueOf(failure, "name") ?? failure?.message}>
            <Input required maxLength={80} autoComplete="off" />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
