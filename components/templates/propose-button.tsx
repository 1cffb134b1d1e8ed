"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import type { ProposeTemplateInput } from "@/lib/templates/schema";

export interface ProposeButtonProps {
  agentId: string;
  propose: (input: ProposeTemplateInput) => Promise<ActionState<{ id: string }>>;
}

/** Offers an agent that proved itself as a template for others. */
export function ProposeButton({ agentId, propose }: ProposeButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" size="sm" onClick={() => setOpen(true)}>
        Propose as a template
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <Ask agentId={agentId} propose={propose} /> : null}
      </Dialog>
    </>
  );
}

function Ask({ agentId, propose }: ProposeButtonProps) {
  const router = useRouter();
  const { run, busy, failure } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? "");
    const input = {
      agentId,
      name: text("name"),
      description: text("description"),
      mustNot: text("mustNot").split("\n"),
    };
    run(
      () => propose(input),
      "Proposed: compliance decides",
      ({ id }) => router.push(`/agents/templates/${id}` as Route),
    );
  }

  return (
    <DialogContent
      title="Propose this agent as a template"
      description="What it states and what its tools can do is taken over. Somebody from compliance approves it, not you."
      footer={
        <FormButtons form="propose-template" busy={busy}>
          Propose
        </FormButtons>
      }
    >
      <form id="propose-template" onSubmit={submit} className="grid gap-3">
        <Field label="Name" name="name" error={issueOf(failure, "name")}>
          <Input required maxLength={120} autoComplete="off" />
        </Field>
        <Field
          label="When to use it"
          hint="For whom, and for which work. At least 20 characters."
          error={issueOf(failure, "description")}
        >
          <Textarea name="description" required maxLength={1000} />
        </Field>
        <Field label="Must not be added" optional hint="One sentence in each line." error={issueOf(failure, "mustNot")}>
          <Textarea name="mustNot" maxLength={3000} />
        </Field>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
