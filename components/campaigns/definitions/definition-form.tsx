"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button, buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { LIMITS } from "@/lib/campaigns/terms";
import type { ActionFailure, ActionState } from "@/lib/http/action-state";
import { Failed } from "../wizard/failed";
import { RulesEditor } from "../wizard/rules-editor";
import { ScheduleField } from "../wizard/schedule-field";
import type { DraftInput, ScopeChoices, WizardActions, WizardForm } from "../wizard/types";
import { inputOf } from "../wizard/use-draft";
import { WhatStep } from "../wizard/what-step";
import { WhoStep } from "../wizard/who-step";

export interface DefinitionFormProps {
  id: string;
  version: number;
  form: WizardForm;
  description: string;
  schedule: string;
  names: Readonly<Record<string, string>>;
  choices: ScopeChoices;
  timeZones: readonly string[];
  actions: Pick<WizardActions, "count" | "dates"> & {
    save: (input: {
      id: string;
      version: number;
      changes: DraftInput & { description: string; schedule: string };
    }) => Promise<ActionState<unknown>>;
  };
}

/** Changes a schedule on one page. Campaigns that it made keep the plan they were made with. */
export function DefinitionForm({ id, version, choices, timeZones, actions, ...given }: DefinitionFormProps) {
  const router = useRouter();
  const [form, setForm] = useState(given.form);
  const [names, setNames] = useState(given.names);
  const [schedule, setSchedule] = useState(given.schedule);
  const [description, setDescription] = useState(given.description);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const step = {
    form,
    names,
    put: (change: Partial<WizardForm>) => setForm((before) => ({ ...before, ...change })),
    plan: (change: Partial<WizardForm["plan"]>) =>
      setForm((before) => ({ ...before, plan: { ...before.plan, ...change } })),
    name: (found: Record<string, string>) => setNames((before) => ({ ...before, ...found })),
  };

  async function save(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const input = inputOf(form);
    if (!input) return;
    setBusy(true);
    const answer = await actions.save({ id, version, changes: { ...input, description, schedule } });
    setBusy(false);
    if (!answer.ok) return setFailure(answer);
    toast.success("Saved: it holds from the next date on");
    router.push(`/campaigns/definitions/${id}` as Route);
  }

  return (
    <form onSubmit={(event) => void save(event)} className="grid max-w-3xl gap-4">
      <Part id="when" title="When">
        <ScheduleField
          rule={schedule}
          timeZone={form.timeZone}
          timeZones={timeZones}
          onRule={setSchedule}
          onZone={(timeZone) => step.put({ timeZone })}
          dates={actions.dates}
        />
      </Part>
      <Part id="what" title="What is looked at">
        <WhatStep {...step} choices={choices} count={actions.count} />
        <Field label="Why this schedule exists" optional>
          <Textarea
            value={description}
            onChange={(event) => setDescription(event.target.value)}
            maxLength={LIMITS.text}
          />
        </Field>
      </Part>
      <Part id="who" title="Who is asked">
        <WhoStep {...step} />
      </Part>
      <Part id="rules" title="Silence, reminders and the close">
        <RulesEditor rules={form.plan.rules} onChange={(rules) => step.plan({ rules })} />
      </Part>
      {failure ? <Failed failure={failure} /> : null}
      <div className="flex gap-2">
        <Button type="submit" busy={busy}>
          Save
        </Button>
        <Link href={`/campaigns/definitions/${id}` as Route} className={buttonVariants({ variant: "outline" })}>
          Leave it as it is
        </Link>
      </div>
    </form>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: React.ReactNode }) {
  return (
    <Card aria-labelledby={id}>
      <CardHeader id={id} title={title} />
      <CardContent className="grid gap-4">{children}</CardContent>
    </Card>
  );
}
