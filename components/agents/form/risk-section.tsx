"use client";

import { Input } from "@/components/ui/input";
import { LIMITS } from "@/lib/agents/terms";
import { FormField } from "./form-field";
import { FormSection, type SectionProps } from "./form-section";

const FIELDS = [
  ["promptHash", "Prompt hash", "A digest of the instructions it was deployed with."],
  ["imageDigest", "Image digest", "A digest of the image or package that runs."],
  ["policyRef", "Policy", "The policy it was deployed under."],
] as const;

/** What exactly runs: the parts of its fingerprint that only its deployer knows (V8). */
export function RiskSection({ values, set, errorOf }: SectionProps) {
  return (
    <FormSection title="What it runs" lead="Lets a later change be recognised as one.">
      {FIELDS.map(([path, label, hint]) => (
        <FormField key={path} path={path} label={label} error={errorOf(path)} hint={hint}>
          <Input value={values[path]} onChange={(event) => set(path, event.target.value)} maxLength={LIMITS.line} />
        </FormField>
      ))}
    </FormSection>
  );
}
