"use client";

import { useState } from "react";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionState } from "@/lib/http/action-state";

interface Settings {
  coolDownMinutes: number;
  mostPending: number;
  canariesPerWeek: number;
  version: number;
}

interface SettingsFormProps {
  settings: Settings;
  /** Off with the reason; null: may. */
  mayNot: string | null;
  change: (settings: Settings) => Promise<ActionState<{ version: number }>>;
}

/** Three numbers, each with what it does. */
export function SettingsForm({ settings, mayNot, change }: SettingsFormProps) {
  const { run, busy, failure } = useAction();
  const [given, setGiven] = useState(settings);
  const wrong = (path: string) => failure?.issues?.find((issue) => issue.path === path)?.message;
  const set = (field: keyof Settings) => (value: string) => setGiven({ ...given, [field]: Number(value) });
  return (
    <form
      className="grid max-w-xl gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        run(() => change({ ...given, version: settings.version }), "Settings saved");
      }}
    >
      {failure ? (
        <Callout tone="danger" role="alert">
          {failure.message}
        </Callout>
      ) : null}
      <NumberField
        label="Cool-down after a no, in minutes"
        hint="The same request is refused for so long, unless a person reopens it. 1,440 is a day; 0 is none."
        error={wrong("coolDownMinutes")}
        value={given.coolDownMinutes}
        onChange={set("coolDownMinutes")}
        disabled={mayNot !== null}
      />
      <NumberField
        label="Open requests of one agent, at most"
        hint="One that asks for more may not ask at all until somebody lifts it: it protects reviewers from floods."
        error={wrong("mostPending")}
        value={given.mostPending}
        onChange={set("mostPending")}
        disabled={mayNot !== null}
      />
      <NumberField
        label="Canaries for each reviewer, in a week"
        hint="Requests that look usual and have one thing wrong. They run nothing; whoever answers is told at once, and the measures count who noticed. 0 is none."
        error={wrong("canariesPerWeek")}
        value={given.canariesPerWeek}
        onChange={set("canariesPerWeek")}
        disabled={mayNot !== null}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" busy={busy} disabled={mayNot !== null}>
          Save
        </Button>
        {mayNot ? <p className="text-muted-foreground">{mayNot}</p> : null}
      </div>
    </form>
  );
}

interface NumberProps {
  label: string;
  hint: string;
  error: string | undefined;
  value: number;
  onChange: (value: string) => void;
  disabled: boolean;
}

function NumberField({ label, hint, error, value, onChange, disabled }: NumberProps) {
  return (
    <Field label={label} hint={hint} {...(error ? { error } : {})} disabled={disabled}>
      <Input
        type="number"
        min={0}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        className="max-w-32 tabular-nums"
      />
    </Field>
  );
}
