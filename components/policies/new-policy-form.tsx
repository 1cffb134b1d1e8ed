"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, issueOf } from "@/lib/http/action-state";
import type { CreatePolicyInput, Starter } from "@/lib/policy/schema";
import { CedarText } from "./cedar-text";

export interface NewPolicyFormProps {
  starters: readonly Starter[];
  create: (input: CreatePolicyInput) => Promise<ActionState<{ id: string; number: number }>>;
}

/** Names a policy and chooses what it begins with; the text is written on the next page. */
export function NewPolicyForm({ starters, create }: NewPolicyFormProps) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const [chosen, setChosen] = useState(starters[0]?.id ?? "");
  const starter = starters.find(({ id }) => id === chosen);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? "");
    run(
      () =>
        create({
          name: text("name"),
          description: text("description"),
          text: starter?.text ?? "",
          tests: [...(starter?.tests ?? [])],
        }),
      null,
      ({ id }) => router.push(`/policies/${id}/edit` as Route),
    );
  }

  return (
    <form onSubmit={submit} className="grid max-w-5xl grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-2">
      <div className="grid gap-4">
        <Field label="Name" name="name" error={issueOf(failure, "name")}>
          <Input required maxLength={120} autoComplete="off" placeholder="Payments in office hours" />
        </Field>
        <Field
          label="What it is for"
          hint="For whoever meets it in an answer and asks why."
          error={issueOf(failure, "description")}
          optional
        >
          <Textarea name="description" maxLength={1000} />
        </Field>
        <section className="grid gap-1.5">
          <h2 className="font-medium">Begin with</h2>
          <RadioGroup
            label="Begin with"
            look="cards"
            options={starters.map(({ id, title, description }) => ({ value: id, label: title, hint: description }))}
            value={chosen}
            onValueChange={setChosen}
          />
        </section>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
        <div>
          <Button type="submit" busy={busy}>
            Begin the draft
          </Button>
        </div>
      </div>
      <section aria-label="What you begin with" className="grid min-w-0 gap-2">
        <h2 className="font-medium">{starter?.title}</h2>
        {starter ? <CedarText text={starter.text} label={`The text of ${starter.title}`} /> : null}
        <p className="text-muted-foreground text-xs">
          {starter?.tests.length
            ? `With ${starter.tests.length === 1 ? "one test" : `${starter.tests.length} tests`} beside it. Names of servers and tools are examples: put yours in.`
            : "Without tests."}
        </p>
      </section>
    </form>
  );
}
