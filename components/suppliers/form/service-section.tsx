"use client";

import { FieldGroup, FormField } from "@/components/agents/form/form-field";
import { FormSection } from "@/components/agents/form/form-section";
import { optionsOf } from "@/components/agents/form/options";
import { LEVEL_LABELS, SERVICE_TYPE_LABELS, type ServiceType, YES_NO_LABELS } from "@/lib/suppliers/terms";
import { CountryPicker, PickList, WordSelect } from "./controls";
import type { SupplierSectionProps } from "./form-values";

const SERVICES = optionsOf(SERVICE_TYPE_LABELS);

export function ServiceSection({ values, set, errorOf, countries, others }: SupplierSectionProps) {
  return (
    <FormSection title="Service and data" lead="What it does for you, from where, and where your data lies meanwhile.">
      <FormField path="serviceTypes" label="Types of service" optional error={errorOf("serviceTypes")}>
        <PickList
          options={SERVICES}
          values={values.serviceTypes}
          onChange={(types) => set("serviceTypes", types as ServiceType[])}
          what="type of service"
        />
      </FormField>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField path="serviceCountry" label="Served from" optional error={errorOf("serviceCountry")}>
          <CountryPicker
            countries={countries}
            value={values.serviceCountry}
            onChange={(code) => set("serviceCountry", code)}
          />
        </FormField>
        <FormField path="storesData" label="Stores our data" optional error={errorOf("storesData")}>
          <WordSelect labels={YES_NO_LABELS} value={values.storesData} onChange={(word) => set("storesData", word)} />
        </FormField>
        <FormField
          path="dataCountries"
          label="Where our data is"
          optional
          error={errorOf("dataCountries")}
          hint="Stored or processed."
        >
          <PickList
            options={countries}
            values={values.dataCountries}
            onChange={(codes) => set("dataCountries", codes)}
            what="country"
          />
        </FormField>
        <FormField path="sensitivity" label="Sensitivity of the data" optional error={errorOf("sensitivity")}>
          <WordSelect labels={LEVEL_LABELS} value={values.sensitivity} onChange={(word) => set("sensitivity", word)} />
        </FormField>
      </div>
      <FieldGroup
        path="subcontractorIds"
        legend="Subcontractors"
        error={errorOf("subcontractorIds")}
        hint="Suppliers of this register whose services it uses to give its own. They make the supply chain."
      >
        <PickList
          options={others}
          values={values.subcontractorIds}
          onChange={(ids) => set("subcontractorIds", ids)}
          what="subcontractor"
        />
      </FieldGroup>
    </FormSection>
  );
}
