"use client";

import { Choices } from "@/components/agents/form/choices";
import { FieldGroup, FormField } from "@/components/agents/form/form-field";
import { FormSection } from "@/components/agents/form/form-section";
import { TagInput } from "@/components/agents/form/tag-input";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { CODE_TYPE_LABELS, FIELD_LABELS, LIMITS, PERSON_TYPE_LABELS, ROLE_LABELS } from "@/lib/suppliers/terms";
import { CountryPicker, WordSelect } from "./controls";
import type { SupplierSectionProps } from "./form-values";

export function WhoSection({ values, set, errorOf, countries }: SupplierSectionProps) {
  const line = (path: "legalName" | "lei" | "otherCode" | "parentLei", hint?: string) => (
    <FormField path={path} label={FIELD_LABELS[path]} optional error={errorOf(path)} hint={hint}>
      <Input
        value={values[path]}
        onValueChange={(text) => set(path, text)}
        maxLength={LIMITS.line}
        autoComplete="off"
        spellCheck={false}
      />
    </FormField>
  );
  return (
    <FormSection title="Who it is" lead="As agents and tool servers mention it, and as the register of companies does.">
      <FormField path="name" label="Name" error={errorOf("name")}>
        <Input
          value={values.name}
          onValueChange={(name) => set("name", name)}
          required
          maxLength={LIMITS.name}
          autoComplete="off"
        />
      </FormField>
      <FormField
        path="names"
        label="Also mentioned as"
        optional
        error={errorOf("names")}
        hint="Other names under which agents mention it. Case does not matter."
      >
        <TagInput values={values.names} onChange={(names) => set("names", names)} what="name" max={LIMITS.names} />
      </FormField>
      <FieldGroup path="roles" legend="What it supplies" error={errorOf("roles")}>
        <Choices labels={ROLE_LABELS} chosen={values.roles} onChange={(roles) => set("roles", roles)} />
      </FieldGroup>
      <div className="grid gap-4 sm:grid-cols-2">
        {line("legalName")}
        <FormField path="country" label="Head office" optional error={errorOf("country")}>
          <CountryPicker countries={countries} value={values.country} onChange={(code) => set("country", code)} />
        </FormField>
        {line("lei", "20 characters; checked by its check digits.")}
        {line("parentLei", "Of the group it belongs to; its own where it stands alone.")}
        {line("otherCode", "Where there is no LEI.")}
        <FormField path="otherCodeType" label="Type of the other code" optional error={errorOf("otherCodeType")}>
          <WordSelect
            labels={CODE_TYPE_LABELS}
            value={values.otherCodeType}
            onChange={(type) => set("otherCodeType", type)}
          />
        </FormField>
        <FormField path="personType" label="Type of person" optional error={errorOf("personType")}>
          <WordSelect
            labels={PERSON_TYPE_LABELS}
            value={values.personType}
            onChange={(type) => set("personType", type)}
          />
        </FormField>
      </div>
      <FormField path="notes" label="Notes" optional error={errorOf("notes")}>
        <Textarea
          rows={2}
          value={values.notes}
          onChange={(event) => set("notes", event.target.value)}
          maxLength={LIMITS.notes}
        />
      </FormField>
    </FormSection>
  );
}
