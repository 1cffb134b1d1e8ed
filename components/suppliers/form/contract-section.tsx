"use client";

import { FormField } from "@/components/agents/form/form-field";
import { FormSection } from "@/components/agents/form/form-section";
import { Input } from "@/components/ui/input";
import { ARRANGEMENT_LABELS, FIELD_LABELS, LIMITS } from "@/lib/suppliers/terms";
import { CountryPicker, NumberInput, WordSelect } from "./controls";
import type { SupplierSectionProps } from "./form-values";

const MOST_DAYS = 3650;
const MOST_COST = 1_000_000_000_000;

export function ContractSection({ values, set, errorOf, countries }: SupplierSectionProps) {
  const day = (path: "contractStart" | "contractEnd", hint?: string) => (
    <FormField path={path} label={FIELD_LABELS[path]} optional error={errorOf(path)} hint={hint}>
      <Input type="date" value={values[path]} onValueChange={(text) => set(path, text)} />
    </FormField>
  );
  const notice = (path: "noticeDays" | "providerNoticeDays") => (
    <FormField path={path} label={`${FIELD_LABELS[path]}, in days`} optional error={errorOf(path)}>
      <NumberInput value={values[path]} onChange={(days) => set(path, days)} max={MOST_DAYS} />
    </FormField>
  );
  return (
    <FormSection title="Contract" lead="What was agreed, until when, and what it costs.">
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField path="contractRef" label="Contract reference" optional error={errorOf("contractRef")}>
          <Input
            value={values.contractRef}
            onValueChange={(text) => set("contractRef", text)}
            maxLength={LIMITS.line}
            autoComplete="off"
          />
        </FormField>
        <FormField path="arrangement" label="Type of arrangement" optional error={errorOf("arrangement")}>
          <WordSelect
            labels={ARRANGEMENT_LABELS}
            value={values.arrangement}
            onChange={(word) => set("arrangement", word)}
          />
        </FormField>
        {values.arrangement === "subsequent" || values.overarchingRef ? (
          <FormField path="overarchingRef" label="Overarching contract" error={errorOf("overarchingRef")}>
            <Input
              value={values.overarchingRef}
              onValueChange={(text) => set("overarchingRef", text)}
              maxLength={LIMITS.line}
            />
          </FormField>
        ) : null}
        {day("contractStart")}
        {day("contractEnd", "Empty: open-ended.")}
        {notice("noticeDays")}
        {notice("providerNoticeDays")}
        <FormField path="governingLaw" label="Governing law" optional error={errorOf("governingLaw")}>
          <CountryPicker
            countries={countries}
            value={values.governingLaw}
            onChange={(code) => set("governingLaw", code)}
          />
        </FormField>
        <div className="grid grid-cols-[1fr_6rem] gap-3">
          <FormField path="annualCost" label="Cost a year" optional error={errorOf("annualCost")}>
            <NumberInput value={values.annualCost} onChange={(cost) => set("annualCost", cost)} max={MOST_COST} />
          </FormField>
          <FormField path="currency" label="Currency" error={errorOf("currency")}>
            <Input
              value={values.currency}
              onValueChange={(text) => set("currency", text.toUpperCase())}
              maxLength={3}
              placeholder="EUR"
              autoComplete="off"
            />
          </FormField>
        </div>
      </div>
    </FormSection>
  );
}
