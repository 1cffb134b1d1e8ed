"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LIMITS } from "@/lib/campaigns/terms";
import { LiveCounts, useCounts } from "./live-counts";
import { ScopeBuilder } from "./scope-builder";
import type { ScopeChoices, WizardActions, WizardForm } from "./types";

export interface StepProps {
  form: WizardForm;
  /** What people, teams and agents are called, by id. */
  names: Readonly<Record<string, string>>;
  put: (change: Partial<WizardForm>) => void;
  plan: (change: Partial<WizardForm["plan"]>) => void;
  name: (found: Record<string, string>) => void;
}

/** The name, the kinds of rights, and the limits of the scope, with what they take in. */
export function WhatStep({
  form,
  names,
  choices,
  put,
  plan,
  name,
  count,
}: StepProps & { choices: ScopeChoices; count: WizardActions["count"] }) {
  const { kinds, scope } = form.plan;
  const counting = useCounts(kinds, scope, count);
  return (
    <>
      <Field label="Name" hint="As reviewers and reports call it.">
        <Input
          required
          minLength={3}
          maxLength={LIMITS.name}
          value={form.name}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
      </Field>
      <ScopeBuilder
        kinds={kinds}
        scope={scope}
        choices={choices}
        agentNames={names}
        onKinds={(next) => plan({ kinds: next })}
        onScope={(change, found = []) => {
          name(Object.fromEntries(found.map(({ value, label }) => [value, label])));
          plan({ scope: { ...scope, ...change } });
        }}
      />
      <LiveCounts counting={counting} />
    </>
  );
}
