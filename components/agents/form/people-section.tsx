"use client";

import { Select } from "@/components/ui/select";
import { PersonPicker } from "../person-picker";
import { FormField } from "./form-field";
import { FormSection, type SectionProps } from "./form-section";

export interface PeopleSectionProps extends SectionProps {
  teams: readonly { id: string; name: string }[];
}

export function PeopleSection({ values, set, errorOf, teams }: PeopleSectionProps) {
  return (
    <FormSection title="Who answers for it" lead="Two roles, always: one who can change it, one who wanted it.">
      <FormField path="teamId" label="Team" error={errorOf("teamId")} hint="Decides who sees it and who may act on it.">
        <Select
          value={values.teamId}
          onValueChange={(teamId) => set("teamId", teamId)}
          options={teams.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FormField>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField
          path="owner"
          label="Technical owner"
          error={errorOf("owner")}
          hint="Can change it and stop it. An owner who leaves this empty takes it on."
        >
          <PersonPicker value={values.owner} onChange={(owner) => set("owner", owner)} />
        </FormField>
        <FormField
          path="sponsor"
          label="Business sponsor"
          error={errorOf("sponsor")}
          hint="Wanted it and answers for its results."
        >
          <PersonPicker value={values.sponsor} onChange={(sponsor) => set("sponsor", sponsor)} />
        </FormField>
      </div>
    </FormSection>
  );
}
