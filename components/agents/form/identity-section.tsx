"use client";

import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { ENVIRONMENT_LABELS, KIND_LABELS, LIMITS } from "@/lib/agents/terms";
import { FormField } from "./form-field";
import { FormSection, type SectionProps } from "./form-section";
import { optionsOf } from "./options";

export interface IdentitySectionProps extends SectionProps {
  /** The environment of an agent never changes: it is one record per environment. */
  fixedEnvironment: boolean;
}

export function IdentitySection({ values, set, errorOf, fixedEnvironment }: IdentitySectionProps) {
  return (
    <FormSection title="What it is" lead="So that somebody who has never heard of it knows what it does.">
      <FormField path="name" label="Name" error={errorOf("name")} hint="As people call it. Unique in its environment.">
        <Input
          value={values.name}
          onValueChange={(name) => set("name", name)}
          required
          maxLength={LIMITS.name}
          autoComplete="off"
        />
      </FormField>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField
          path="environment"
          label="Environment"
          error={errorOf("environment")}
          hint="The same agent elsewhere is a record of its own."
        >
          <Select
            value={values.environment}
            onValueChange={(environment) => set("environment", environment)}
            options={optionsOf(ENVIRONMENT_LABELS)}
            disabled={fixedEnvironment}
          />
        </FormField>
        <FormField path="kind" label="Kind" error={errorOf("kind")}>
          <Select value={values.kind} onValueChange={(kind) => set("kind", kind)} options={optionsOf(KIND_LABELS)} />
        </FormField>
      </div>
      <FormField
        path="purpose"
        label="Purpose"
        error={errorOf("purpose")}
        hint="Which work it takes over, for whom, and where it stops. At least 20 characters to register."
      >
        <Textarea
          value={values.purpose}
          onChange={(event) => set("purpose", event.target.value)}
          maxLength={LIMITS.purpose}
        />
      </FormField>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField
          path="provider"
          label="Provider"
          error={errorOf("provider")}
          hint="Who supplies the agent or its model; your own company if you built it."
        >
          <Input
            value={values.provider}
            onValueChange={(provider) => set("provider", provider)}
            maxLength={LIMITS.line}
          />
        </FormField>
        <FormField path="model" label="Model" optional error={errorOf("model")}>
          <Input value={values.model} onValueChange={(model) => set("model", model)} maxLength={LIMITS.line} />
        </FormField>
        <FormField
          path="deployer"
          label="Deployer"
          optional
          error={errorOf("deployer")}
          hint="Who put it where it runs."
        >
          <Input
            value={values.deployer}
            onValueChange={(deployer) => set("deployer", deployer)}
            maxLength={LIMITS.line}
          />
        </FormField>
        <FormField
          path="endpoint"
          label="Endpoint"
          optional
          error={errorOf("endpoint")}
          hint="Where it is reached, if anywhere."
        >
          <Input value={values.endpoint} onValueChange={(endpoint) => set("endpoint", endpoint)} maxLength={500} />
        </FormField>
      </div>
      <FormField
        path="authority"
        label="Authority"
        optional
        error={errorOf("authority")}
        hint="The decision it was deployed under: a ticket, a minute, a contract."
      >
        <Textarea
          rows={2}
          value={values.authority}
          onChange={(event) => set("authority", event.target.value)}
          maxLength={LIMITS.reason}
        />
      </FormField>
    </FormSection>
  );
}
