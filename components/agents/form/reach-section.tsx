"use client";

import { RadioGroup } from "@/components/ui/radio-group";
import { AUTONOMY_LABELS, DATA_CLASS_LABELS, EXPOSURE_LABELS, LIMITS, PRIVILEGE_LABELS } from "@/lib/agents/terms";
import { Choices } from "./choices";
import { FieldGroup, FormField } from "./form-field";
import { FormSection, type SectionProps } from "./form-section";
import { optionsOf } from "./options";
import { TagInput } from "./tag-input";

export function ReachSection({ values, set, errorOf }: SectionProps) {
  return (
    <FormSection title="What it can touch" lead="The reach that its risk follows from.">
      <FormField
        path="systems"
        label="Systems it reaches"
        error={errorOf("systems")}
        hint="One at a time: press Enter or type a comma after each."
      >
        <TagInput
          values={values.systems}
          onChange={(systems) => set("systems", systems)}
          placeholder="SAP, Outlook, customer database…"
          what="system"
          max={LIMITS.systems}
        />
      </FormField>
      <FieldGroup path="dataRead" legend="Data it reads" error={errorOf("dataRead")}>
        <Choices labels={DATA_CLASS_LABELS} chosen={values.dataRead} onChange={(classes) => set("dataRead", classes)} />
      </FieldGroup>
      <FieldGroup path="dataWritten" legend="Data it writes" error={errorOf("dataWritten")}>
        <Choices
          labels={DATA_CLASS_LABELS}
          chosen={values.dataWritten}
          onChange={(classes) => set("dataWritten", classes)}
        />
      </FieldGroup>
      <FieldGroup
        path="privileges"
        legend="Privileges"
        error={errorOf("privileges")}
        hint="Each privilege needs a reviewer group with an active member before the agent can be registered."
      >
        <Choices
          labels={PRIVILEGE_LABELS}
          chosen={values.privileges}
          onChange={(privileges) => set("privileges", privileges)}
        />
      </FieldGroup>
      <div className="grid gap-4 sm:grid-cols-2">
        <FieldGroup path="autonomy" legend="Autonomy" error={errorOf("autonomy")}>
          <RadioGroup
            label="Autonomy"
            value={values.autonomy ?? undefined}
            onValueChange={(autonomy) => set("autonomy", autonomy)}
            options={optionsOf(AUTONOMY_LABELS)}
          />
        </FieldGroup>
        <FieldGroup path="exposure" legend="Who can reach it" error={errorOf("exposure")}>
          <RadioGroup
            label="Who can reach it"
            value={values.exposure ?? undefined}
            onValueChange={(exposure) => set("exposure", exposure)}
            options={optionsOf(EXPOSURE_LABELS)}
          />
        </FieldGroup>
      </div>
    </FormSection>
  );
}
