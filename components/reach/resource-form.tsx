"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Choices } from "@/components/agents/form/choices";
import { ErrorSummary, fieldOf } from "@/components/agents/form/error-summary";
import { FieldGroup, FormField } from "@/components/agents/form/form-field";
import { Button, buttonVariants } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import {
  DATA_CLASS_LABELS,
  type DataClass,
  RESOURCE_KIND_LABELS,
  RESOURCE_KINDS,
  type ResourceKind,
} from "@/lib/agents/terms";
import type { ActionFailure, ActionState } from "@/lib/http/action-state";

export interface ResourceValues {
  name: string;
  kind: ResourceKind;
  description: string;
  dataClasses: DataClass[];
  records: number;
  people: number;
  money: number;
}

export interface ResourceFormProps {
  /** Absent: a new resource. `agents`: how many reach it, whose tier a change computes anew. */
  before?: ResourceValues & { agents: number };
  save: (values: ResourceValues) => Promise<ActionState<{ id: string; said: string }>>;
  cancelHref: string;
}

const LABELS: Record<keyof ResourceValues, string> = {
  name: "Name",
  kind: "Kind",
  description: "Description",
  dataClasses: "Data that lies there",
  records: "Records",
  people: "People",
  money: "Money",
};
const KINDS = RESOURCE_KINDS.map((value) => ({ value, label: RESOURCE_KIND_LABELS[value] }));
const BLANK: ResourceValues = {
  name: "",
  kind: "database",
  description: "",
  dataClasses: [],
  records: 0,
  people: 0,
  money: 0,
};

/** Registers a resource or changes one. */
export function ResourceForm({ before, save, cancelHref }: ResourceFormProps) {
  const router = useRouter();
  const [values, setValues] = useState<ResourceValues>(before ?? BLANK);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [busy, startTransition] = useTransition();
  const set = <Key extends keyof ResourceValues>(key: Key, value: ResourceValues[Key]) =>
    setValues((current) => ({ ...current, [key]: value }));
  const errorOf = (path: string) => failure?.issues.find((issue) => fieldOf(issue.path) === path)?.message;

  function submit(event: FormEvent): void {
    event.preventDefault();
    startTransition(async () => {
      const saved = await save(values);
      if (!saved.ok) return setFailure(saved);
      toast.success(saved.value.said);
      router.push(`/resources/${saved.value.id}` as Route);
    });
  }

  const amount = (key: "records" | "people" | "money", hint: string) => (
    <FormField path={key} label={LABELS[key]} hint={hint} error={errorOf(key)}>
      <Input
        inputMode="numeric"
        value={String(values[key])}
        onValueChange={(text) => set(key, Number(text.replace(/\D/g, "").slice(0, 13)))}
      />
    </FormField>
  );

  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={before ? "Edit the resource" : "Register a resource"}
      className="grid max-w-2xl gap-5"
    >
      {failure ? <ErrorSummary failure={failure} labels={LABELS} /> : null}
      <FormField
        path="name"
        label={LABELS.name}
        hint="As people call it: a system that an agent states under this name is the same thing."
        error={errorOf("name")}
      >
        <Input value={values.name} onValueChange={(text) => set("name", text)} required maxLength={120} />
      </FormField>
      <FormField path="kind" label={LABELS.kind} error={errorOf("kind")}>
        <Select options={KINDS} value={values.kind} onValueChange={(kind) => set("kind", kind)} />
      </FormField>
      <FormField path="description" label={LABELS.description} error={errorOf("description")}>
        <Textarea
          value={values.description}
          onChange={(event) => set("description", event.currentTarget.value)}
          rows={2}
          maxLength={500}
        />
      </FormField>
      <FieldGroup
        path="dataClasses"
        legend={LABELS.dataClasses}
        hint="The most sensitive class decides how much the resource counts."
        error={errorOf("dataClasses")}
      >
        <Choices
          labels={DATA_CLASS_LABELS}
          chosen={values.dataClasses}
          onChange={(chosen) => set("dataClasses", chosen)}
        />
      </FieldGroup>
      <div className="grid gap-4 sm:grid-cols-3">
        {amount("records", "How many records lie there.")}
        {amount("people", "How many people they are about.")}
        {amount("money", "How much can be moved there, in whole units.")}
      </div>
      {before && before.agents > 0 ? (
        <p className="text-muted-foreground">
          {before.agents.toLocaleString("en")} {before.agents === 1 ? "agent reaches" : "agents reach"} it: the tier of
          each is computed anew. What rises takes effect at once, what falls waits for a second person.
        </p>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Link href={cancelHref as Route} className={buttonVariants({ variant: "outline" })}>
          Cancel
        </Link>
        <Button type="submit" busy={busy}>
          {before ? "Save the changes" : "Register the resource"}
        </Button>
      </div>
    </form>
  );
}
