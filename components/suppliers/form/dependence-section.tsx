"use client";

import { FieldGroup, FormField } from "@/components/agents/form/form-field";
import { FormSection } from "@/components/agents/form/form-section";
import { optionsOf } from "@/components/agents/form/options";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import {
  ALTERNATIVES_LABELS,
  CRITICALITY_LABELS,
  FIELD_LABELS,
  LEVEL_LABELS,
  LIMITS,
  REINTEGRATION_LABELS,
  RELIANCE_LABELS,
  SUBSTITUTABILITY_LABELS,
  SUBSTITUTABILITY_REASON_LABELS,
  YES_NO_LABELS,
} from "@/lib/suppliers/terms";
import { WordSelect } from "./controls";
import type { SupplierSectionProps } from "./form-values";

const LISTS = {
  reliance: RELIANCE_LABELS,
  substitutability: SUBSTITUTABILITY_LABELS,
  substitutabilityReason: SUBSTITUTABILITY_REASON_LABELS,
  exitPlan: YES_NO_LABELS,
  reintegration: REINTEGRATION_LABELS,
  discontinuationImpact: LEVEL_LABELS,
  alternatives: ALTERNATIVES_LABELS,
} as const;
type Listed = keyof typeof LISTS;

export function DependenceSection({ values, set, errorOf }: SupplierSectionProps) {
  return (
    <FormSection title="How much rests on it" lead="Asked of suppliers behind a critical or important function (DORA).">
      <FieldGroup path="criticality" legend="Criticality" error={errorOf("criticality")}>
        <RadioGroup
          label="Criticality"
          value={values.criticality}
          onValueChange={(word) => set("criticality", word)}
          options={optionsOf(CRITICALITY_LABELS)}
        />
      </FieldGroup>
      {values.criticality === "none" ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          {(Object.keys(LISTS) as Listed[]).map((path) => (
            <FormField key={path} path={path} label={FIELD_LABELS[path]} optional error={errorOf(path)}>
              <WordSelect<string>
                labels={LISTS[path]}
                value={values[path]}
                onChange={(word) => set(path, word as (typeof values)[Listed] as never)}
              />
            </FormField>
          ))}
          {values.alternatives === "yes" ? (
            <FormField path="alternative" label="Alternative" error={errorOf("alternative")} hint="Its name or code.">
              <Input
                value={values.alternative}
                onValueChange={(text) => set("alternative", text)}
                maxLength={LIMITS.line}
              />
            </FormField>
          ) : null}
          <FormField path="lastAuditOn" label="Last audit" optional error={errorOf("lastAuditOn")}>
            <Input type="date" value={values.lastAuditOn} onValueChange={(text) => set("lastAuditOn", text)} />
          </FormField>
        </div>
      )}
    </FormSection>
  );
}
