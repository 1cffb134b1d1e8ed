"use client";

import { PersonPicker } from "@/components/agents/person-picker";
import { Field } from "@/components/ui/field";
import { StagesEditor } from "./stages-editor";
import type { StepProps } from "./what-step";
import { count } from "./words";

/** Who is asked, for how long, and who gets what nobody else can judge. */
export function WhoStep({ form, names, put, plan, name }: StepProps) {
  const days = form.plan.stages.reduce((sum, stage) => sum + stage.days, 0);
  return (
    <>
      <StagesEditor
        stages={form.plan.stages}
        names={names}
        onChange={(stages) => plan({ stages })}
        onName={(id, label) => name({ [id]: label })}
      />
      <Field
        label="When nobody is left to ask"
        hint="Gets what has no owner, sponsor or manager, and what separation of duties keeps from everybody else."
        error={form.fallback ? undefined : "Name somebody: no item may be without a reviewer."}
      >
        <PersonPicker value={form.fallback} onChange={(fallback) => put({ fallback })} />
      </Field>
      <p className="text-muted-foreground">
        All stages together take {count(days, "day")} at most; a stage ends sooner when nothing is open.
      </p>
    </>
  );
}
